import { printedDate } from './official.ts';

/** A web page as a browser saves it from the bureau's site: navigation, article, footer; UTF-8. */
export function savedPage(article: {
  readonly title: string;
  readonly date: string;
  readonly paragraphs: readonly string[];
}): Buffer {
  const nav = ['首页', '政务公开', '办事服务', '互动交流', '走进滨河'].map((name) => `<li><a href="#">${name}</a></li>`).join('');
  return Buffer.from(`<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${article.title}_滨河区文明网</title>
<meta name="keywords" content="公益广告,景观小品">
<style>body{font-family:宋体,SimSun,serif;width:960px;margin:0 auto}h1{font-size:22px;text-align:center}.meta{text-align:center;color:#888}p{text-indent:2em;line-height:2}</style>
<script>var siteName="滨河区文明网";function zoom(n){document.getElementById("txt").style.fontSize=n+"px"}</script>
</head>
<body>
<ul class="nav">${nav}</ul>
<div class="path">当前位置：首页 &gt; 文明创建 &gt; 公益广告</div>
<h1>${article.title}</h1>
<div class="meta">发布时间：${printedDate(article.date)}&nbsp;&nbsp;来源：滨河区委宣传部&nbsp;&nbsp;<a href="javascript:zoom(18)">大</a> <a href="javascript:zoom(14)">中</a></div>
<div id="txt">
${article.paragraphs.map((text) => `<p>${text}</p>`).join('\n')}
<p style="text-align:right">滨河区委宣传部<br>${printedDate(article.date)}</p>
</div>
<div class="footer">主办：滨河区精神文明建设指导委员会办公室</div>
</body>
</html>
`);
}
