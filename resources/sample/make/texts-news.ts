import type { OfficialText } from './official.ts';
import type { NewsPage } from './screens.ts';

/** Words of the drawn news pages and of the scan nobody named. Sites, addresses and events are invented. */

export const volunteerNews = (picture: string): NewsPage => ({
  site: '临澜文明网',
  address: 'www.wenming.linlan.example/zyfw/202603/t20260306_1182.html',
  title: '滨河区推进志愿服务制度化 187支队伍走上街头学雷锋',
  time: '2026-03-06 09:12',
  source: '滨河区文明办',
  paragraphs: [
    '3月5日是第63个学雷锋纪念日。滨河区组织187支志愿服务队走进社区、窗口、路口，开展便民服务、文明劝导、环境清洁等活动126场，服务市民1.4万人次。',
    '去年以来，滨河区先后印发志愿服务制度化实施意见、记录办法和星级认定细则，从招募注册、培训管理到服务记录、激励嘉许都有章可循。全区注册志愿者达到5.9万人，人均服务时长7.1小时。',
    '在滨江社区学雷锋志愿服务站，值班志愿者正在帮老人代办高龄津贴。“有记录、有评价，大家干得更起劲。”站长说。',
  ],
  picture,
});

export const planNews = (picture: string): NewsPage => ({
  site: '滨河发布',
  address: 'mp.binhe.example/s/20260302-03',
  title: '滨河区发布2026年学雷锋活动方案 推出五大类百项志愿服务',
  time: '2026-03-02 18:30',
  source: '滨河区融媒体中心',
  paragraphs: [
    '记者从区文明办获悉，滨河区2026年学雷锋活动方案日前印发。方案明确了文明交通、扶老助残、环境保护、文化惠民、应急救护五大类共112项志愿服务项目。',
    '方案提出，3月集中开展“学雷锋月”活动，每个社区至少组织2场、每个窗口单位至少组织1场志愿服务；全年依托31个志愿服务站常态化开展。',
    '市民可登录区志愿服务信息平台，查看项目并就近报名。',
  ],
  picture,
});

export const netNews = (picture: string): NewsPage => ({
  site: '临澜文明网',
  address: 'www.wenming.linlan.example/wlwm/202604/t20260410_1297.html',
  title: '争做中国好网民 滨河区网络文明传播志愿者集中培训',
  time: '2026-04-10 16:05',
  source: '滨河区委网信办',
  paragraphs: [
    '4月10日，滨河区举办网络文明传播志愿者培训，来自区直单位和社区的326名志愿者参加。',
    '培训围绕文明上网、依法用网、谣言辨识三个专题展开，现场演练了网络不文明言论的引导和举报流程。',
    '据介绍，一季度全区网络文明传播志愿者原创和转发正面内容4180条。',
  ],
  picture,
});

export const columnNews = (picture: string): NewsPage => ({
  site: '滨河融媒',
  address: 'news.binhe.example/zt/cjjxs/20260422.html',
  title: '创建进行时专栏丨柳荫巷通了 居民说走得稳心里亮',
  time: '2026-04-22 19:40',
  source: '滨河区融媒体中心',
  paragraphs: [
    '4月20日，柳荫街道柳荫巷改造全线贯通。昔日坑洼积水的小巷，铺上了平整路面，装上了路灯，墙面也修葺一新。',
    '改造前，街道召开3次“板凳议事会”，采纳“先排水、后铺装”的建议。改造后由楼门长担任巷长，每天两巡。',
    '“创建进行时”专栏将持续关注全区背街小巷改造进展。',
  ],
  picture,
});

export const rosterText: OfficialText = {
  title: '关于报送创建工作联络员的函',
  to: '区创建办：',
  body: [
    '根据工作安排，我单位确定办公室工作人员为创建工作联络员，负责材料收集、信息报送和日常联系，现予函告。',
    '联络员变动时，将在3个工作日内另行报送。',
  ],
  sign: '滨河区档案馆',
  date: '2026-03-04',
};
