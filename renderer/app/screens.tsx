import {
  BookOutlined,
  BarChartOutlined,
  CheckSquareOutlined,
  FileSearchOutlined,
  HomeOutlined,
  PartitionOutlined,
  SafetyCertificateOutlined,
  ProfileOutlined,
  SettingOutlined,
  TableOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { CommandId } from '../../shared/contract/commands.ts';
import { HomeScreen } from '../features/home/HomeScreen.tsx';
import { DocumentsScreen } from '../features/documents/DocumentsScreen.tsx';
import { StatisticsScreen } from '../features/statistics/StatisticsScreen.tsx';
import { TriageScreen } from '../features/triage/TriageScreen.tsx';
import { IndicatorsScreen } from '../features/indicators/IndicatorsScreen.tsx';
import { GapsScreen } from '../features/gaps/GapsScreen.tsx';
import { DutiesScreen } from '../features/duties/DutiesScreen.tsx';
import { ChecksScreen } from '../features/checks/ChecksScreen.tsx';
import { LedgersScreen } from '../features/records/LedgersScreen.tsx';
import { ExportsScreen } from '../features/exports/ExportsScreen.tsx';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';

/** One line a screen: its address, its word, its place in the navigation. */
export interface Screen {
  readonly id: string;
  readonly label: string;
  readonly icon: ComponentType<{ readonly 'aria-hidden': true }>;
  readonly command: CommandId;
  readonly component: ComponentType<{ readonly params: Readonly<Record<string, string>> }>;
}

export const SCREENS: readonly Screen[] = [
  { id: 'home', label: '工作台', icon: HomeOutlined, command: 'screen.home', component: HomeScreen },
  { id: 'documents', label: '材料', icon: FileSearchOutlined, command: 'screen.documents', component: DocumentsScreen },
  { id: 'triage', label: '归类', icon: CheckSquareOutlined, command: 'screen.triage', component: TriageScreen },
  { id: 'indicators', label: '指标', icon: PartitionOutlined, command: 'screen.indicators', component: IndicatorsScreen },
  { id: 'gaps', label: '缺项', icon: TableOutlined, command: 'screen.gaps', component: GapsScreen },
  { id: 'duties', label: '责任', icon: TeamOutlined, command: 'screen.duties', component: DutiesScreen },
  { id: 'statistics', label: '统计', icon: BarChartOutlined, command: 'screen.statistics', component: StatisticsScreen },
  { id: 'checks', label: '体检', icon: SafetyCertificateOutlined, command: 'screen.checks', component: ChecksScreen },
  { id: 'records', label: '台账', icon: ProfileOutlined, command: 'screen.records', component: LedgersScreen },
  { id: 'exports', label: '成册', icon: BookOutlined, command: 'screen.exports', component: ExportsScreen },
  { id: 'settings', label: '设置', icon: SettingOutlined, command: 'settings.open', component: SettingsScreen },
];
