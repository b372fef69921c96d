/** Reproducible numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS = (
  '文明 城市 创建 交通 志愿 服务 社区 学校 卫生 检查 整改 落实 通知 方案 工作 总结 报告 领导 小组 会议 纪要 签到 台账 照片 活动 ' +
  '宣传 公益 广告 未成年人 思想 道德 建设 诚信 农贸市场 背街小巷 环境 市容 秩序 管理 责任 单位 街道 办事处 居民 楼道 垃圾 分类 ' +
  '关于 开展 进一步 加强 的 和 及 在 了 各 有关 部门 认真 贯彻 执行 二〇二六年 三月 2025年 A区 ABC QR12 第1条 ＡＢ １２ ㎡ 繁體字 臺灣'
).split(' ');

/** Prose-like Chinese text of about `length` characters made for tests. */
export function generateText(random: () => number, length: number): string {
  let text = '';
  while (text.length < length) {
    text += WORDS[Math.floor(random() * WORDS.length)] ?? '';
    const mark = random();
    if (mark < 0.12) text += ['。', ',', '、', '\n', ' ', '(一)', '“', '”'][Math.floor(random() * 8)] ?? '';
    else if (mark < 0.2) text += String.fromCharCode(0x4e00 + Math.floor(random() * 6000));
  }
  return text;
}
