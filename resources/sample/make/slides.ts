import { withFixedDates, zip } from './encodings.ts';

const SLIDES: readonly { readonly title: string; readonly lines: readonly string[] }[] = [
  { title: '学雷锋志愿服务培训', lines: ['滨河区志愿服务工作协调小组', '2026年4月11日'] },
  {
    title: '一、怎样注册',
    lines: [
      '登录区志愿服务信息平台，填写服务意愿和技能特长',
      '选择所属服务队，由管理员在3个工作日内审核',
      '年满14周岁不满18周岁的，须经监护人同意',
    ],
  },
  {
    title: '二、时长怎样记录',
    lines: ['按小时记录，往返交通时间不计入', '活动结束后5个工作日内录入，服务对象或负责人签字', '单次超过8小时的按8小时记录'],
  },
  {
    title: '三、文明劝导用语',
    lines: ['“您好，请走斑马线。”', '“请把车停到白线里，谢谢配合。”', '遇到不配合的，不争吵、不拉扯，记录后移交'],
  },
  {
    title: '四、安全须知',
    lines: ['路口劝导站在人行道或安全岛上', '统一穿反光马甲，雨雪天气听从带队人员安排', '发现险情先避让，再报告'],
  },
];

const NS =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TREE = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function shape(
  id: number,
  name: string,
  box: readonly [number, number, number, number],
  lines: readonly string[],
  size: number,
  color: string,
): string {
  const [x, y, w, h] = box;
  const paragraphs = lines
    .map(
      (text) =>
        `<a:p><a:r><a:rPr lang="zh-CN" sz="${size}"><a:solidFill><a:srgbClr val="${color}"/></a:solidFill><a:latin typeface="微软雅黑"/><a:ea typeface="微软雅黑"/></a:rPr><a:t>${text}</a:t></a:r></a:p>`,
    )
    .join('');
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${w}" cy="${h}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr wrap="square"/><a:lstStyle/>${paragraphs}</p:txBody></p:sp>`;
}

const rels = (entries: readonly (readonly [string, string])[]): string =>
  `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries
    .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${REL}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const THEME = `${XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="t"><a:themeElements><a:clrScheme name="c"><a:dk1><a:srgbClr val="000000"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="44546A"/></a:dk2><a:lt2><a:srgbClr val="E7E6E6"/></a:lt2>${[1, 2, 3, 4, 5, 6].map((n) => `<a:accent${n}><a:srgbClr val="C00000"/></a:accent${n}>`).join('')}<a:hlink><a:srgbClr val="0563C1"/></a:hlink><a:folHlink><a:srgbClr val="954F72"/></a:folHlink></a:clrScheme><a:fontScheme name="f"><a:majorFont><a:latin typeface="Arial"/><a:ea typeface="微软雅黑"/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Arial"/><a:ea typeface="微软雅黑"/><a:cs typeface=""/></a:minorFont></a:fontScheme><a:fmtScheme name="s"><a:fillStyleLst>${'<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${'<a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>'.repeat(3)}</a:lnStyleLst><a:effectStyleLst>${'<a:effectStyle><a:effectLst/></a:effectStyle>'.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${'<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`;

/** A short training deck (pptx, ECMA-376), dated `created`. */
export function slides(created: string): Buffer {
  const numbers = SLIDES.map((_, i) => i + 1);
  const type = (part: string, kind: string): string =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.presentationml.${kind}+xml"/>`;
  const parts: [string, string][] = [
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('/ppt/presentation.xml', 'presentation.main')}${type('/ppt/slideMasters/slideMaster1.xml', 'slideMaster')}${type('/ppt/slideLayouts/slideLayout1.xml', 'slideLayout')}${numbers.map((n) => type(`/ppt/slides/slide${n}.xml`, 'slide')).join('')}<Override PartName="/ppt/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="ppt/presentation.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    ],
    [
      'docProps/core.xml',
      `${XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>学雷锋志愿服务培训</dc:title><dc:creator>团区委</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${created}T01:30:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${created}T01:30:00Z</dcterms:modified></cp:coreProperties>`,
    ],
    [
      'ppt/presentation.xml',
      `${XML}<p:presentation ${NS}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>${numbers.map((n) => `<p:sldId id="${255 + n}" r:id="rId${n + 2}"/>`).join('')}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
    ],
    [
      'ppt/_rels/presentation.xml.rels',
      rels([
        ['slideMaster', 'slideMasters/slideMaster1.xml'],
        ['theme', 'theme/theme1.xml'],
        ...numbers.map((n) => ['slide', `slides/slide${n}.xml`] as const),
      ]),
    ],
    ['ppt/theme/theme1.xml', THEME],
    [
      'ppt/slideMasters/slideMaster1.xml',
      `${XML}<p:sldMaster ${NS}><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFBF5"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>${TREE}</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`,
    ],
    [
      'ppt/slideMasters/_rels/slideMaster1.xml.rels',
      rels([
        ['slideLayout', '../slideLayouts/slideLayout1.xml'],
        ['theme', '../theme/theme1.xml'],
      ]),
    ],
    [
      'ppt/slideLayouts/slideLayout1.xml',
      `${XML}<p:sldLayout ${NS} type="blank"><p:cSld name="空白"><p:spTree>${TREE}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`,
    ],
    ['ppt/slideLayouts/_rels/slideLayout1.xml.rels', rels([['slideMaster', '../slideMasters/slideMaster1.xml']])],
  ];
  SLIDES.forEach((slide, i) => {
    const first = i === 0;
    const title = shape(
      2,
      '标题',
      first ? [1200000, 2000000, 9800000, 1300000] : [800000, 500000, 10600000, 1000000],
      [slide.title],
      first ? 5400 : 3600,
      'C00000',
    );
    const text = shape(
      3,
      '内容',
      first ? [1200000, 3700000, 9800000, 1600000] : [900000, 1900000, 10400000, 4200000],
      slide.lines,
      first ? 2400 : 2600,
      '333333',
    );
    parts.push([
      `ppt/slides/slide${i + 1}.xml`,
      `${XML}<p:sld ${NS}><p:cSld><p:spTree>${TREE}${title}${text}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`,
    ]);
    parts.push([`ppt/slides/_rels/slide${i + 1}.xml.rels`, rels([['slideLayout', '../slideLayouts/slideLayout1.xml']])]);
  });
  return withFixedDates(
    zip(parts.map(([name, text]) => ({ name: Buffer.from(name), content: Buffer.from(text), utf8: false }))),
    created,
  );
}
