import type { DocumentType, Kind } from './document.ts';
import type { GapState } from './gaps.ts';
import type { RedLine } from './red-lines.ts';
import type { PhotoCaption } from './photo-caption.ts';
import type { Archival, Extra, Numbering, NumberPreset, PhotosPerPage } from './volume-look.ts';

/** 成册: what a bound volume is made from. Values only; the same plan and the same files give the same bytes. */

/** One piece of evidence under one indicator, in the clerk's order. */
export interface PlannedEvidence {
  /** ①②③ … within its indicator, 补① … in a 补充卷, and the 材料编号 made of both, e.g. `Ⅱ-1-1)-①`. */
  readonly mark: string;
  readonly materialCode: string;
  readonly documentId: number;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly type: DocumentType;
  readonly title: string;
  readonly kind: Kind | null;
  readonly docNumber: string | null;
  readonly issuer: string | null;
  readonly date: string | null;
  readonly takenAt: string | null;
  /** What a person wrote for this indicator; under a photo it stands before the photo's own 事由. */
  readonly caption: string | null;
  /** 照片说明 of a photo, null when nobody wrote one. */
  readonly photoCaption: PhotoCaption | null;
  /** 1-based page range of the source to place; null = all. */
  readonly firstPage: number | null;
  readonly lastPage: number | null;
  /** 红线 drawn on its pages for this indicator. */
  readonly redLines: readonly RedLine[];
  /** Further red lines, drawn on a former content and not looked at since: they are not printed. */
  readonly linesToRecheck: number;
  /** Relative path inside its source, with `/`. */
  readonly path: string;
  readonly source: string;
}

export interface PlannedNeed {
  readonly kind: Kind;
  readonly required: number;
  readonly confirmed: number;
  readonly state: GapState;
  readonly message: string;
}

export interface PlannedIndicator {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly standard: string;
  readonly methods: readonly string[];
  readonly leadUnit: string;
  readonly units: readonly string[];
  readonly state: GapState;
  /** Why it does not apply or its facility is not there yet, as printed; null when it counts. */
  readonly notApplicable: string | null;
  readonly needs: readonly PlannedNeed[];
  readonly evidence: readonly PlannedEvidence[];
}

/** 项目: the level above the leaves that gets its own 分隔页; `parents` are its ancestors' names, outermost first. */
export interface PlannedGroup {
  readonly code: string;
  readonly name: string;
  readonly levelName: string;
  readonly parents: readonly string[];
  readonly indicators: readonly PlannedIndicator[];
}

/** An evidence (or gap) that is not in the volume, with the reason a clerk can act on. */
export interface Omission {
  readonly path: string;
  readonly indicator: string;
  readonly reason: string;
}

/** One volume of a set, as the others name it. */
export interface VolumeWords {
  readonly number: number;
  readonly name: string;
  /** First and last indicator in it. */
  readonly from: string;
  readonly to: string;
}

export interface VolumePlan {
  readonly title: string;
  readonly unit: string;
  readonly frameworkName: string;
  readonly frameworkEdition: string;
  /** The sentence saying that the wording is a reconstruction (示例模板), else ''. */
  readonly frameworkNote: string;
  readonly baseDate: string;
  /** 版次, from 1. */
  readonly edition: number;
  readonly volumeNumber: number;
  readonly volumeCount: number;
  /** Local date and time `YYYY-MM-DDTHH:mm:ss`, from the plan, never from the clock while writing. */
  readonly createdAt: string;
  readonly draft: boolean;
  /** True when blocking gaps or omissions exist: 不完整 stands in header and file name. */
  readonly incomplete: boolean;
  readonly numbering: Numbering;
  readonly numberPreset: NumberPreset;
  readonly photosPerPage: PhotosPerPage;
  readonly doubleSided: boolean;
  /** 隔页标签 at the edge of every 分隔页. */
  readonly tabs: boolean;
  /** 长期保存格式 the volume keeps to; absent for a plain PDF. */
  readonly archival?: Archival;
  /** 正文字体 of the machine it was made on; absent for the 宋体 that comes along. */
  readonly bodyFont?: { readonly name: string; readonly file: string; readonly sha256: string };
  readonly extras: readonly Extra[];
  /** 缺项表 stays out of the volume. */
  readonly withoutGaps?: boolean;
  /** What the running head says; '' for title and 卷号. */
  readonly header: string;
  /** What this volume is a part of, e.g. `2025 年度`, `市公安局`; '' when volumes are divided only by size. */
  readonly volumeName: string;
  /** Every volume of the set in order, so that each names the others; this one among them. */
  readonly volumes: readonly VolumeWords[];
  /** The edition this volume is the 补充卷 of, else null. */
  readonly supplementTo: number | null;
  /** 签署放行: the written reason why an incomplete volume carries no mark; '' when none was given. */
  readonly signOff: string;
  readonly groups: readonly PlannedGroup[];
  /** What of the 负面清单 stands against the application, one line each. */
  readonly vetoes: readonly string[];
  readonly totals: {
    readonly leaves: number;
    readonly complete: number;
    readonly partial: number;
    readonly missing: number;
    readonly notApplicable: number;
  };
}

/** Where an evidence ended up. Page numbers are 1-based positions in the volume file. */
export interface PlacedEvidence {
  readonly evidence: PlannedEvidence;
  readonly indicatorCode: string;
  readonly firstPage: number;
  readonly lastPage: number;
  /** Null when placed; else why a placeholder page stands here. */
  readonly omittedReason: string | null;
}
