import { expect, test } from 'vitest';
import { safeHtml, showsNothing } from '../../../../../electron/core/renditions/web/safe-html.ts';

const without = (source: string): string => safeHtml(source, () => null).html;

test('scripts, frames, forms and style sheets fall away, all words of the page stay', () => {
  const html = without(
    '<html><head><title>题</title><style>p{display:none}</style></head><body onload="x()"><p onclick="y()">一<script>alert(1)</script>二' +
      '<iframe src="file:///etc/passwd">框</iframe><object data="a.swf">物</object><svg><text>图</text></svg></p><form>三<input value="四"></form></body>',
  );
  expect(html).toBe('<p>一二</p>三四');
});

test('a head that is never closed ends where the page begins', () => {
  expect(without('<head><title>题</title><p>正文</p>')).toBe('<p>正文</p>');
});

test('what could hide a text or leave the page is not kept of its look', () => {
  const style =
    'color:red;display:none;position:fixed;font-size:0;background-color:url(http://x/);text-align:center;color:#FFF;font-size:14px';
  expect(without(`<p style="${style}" class="a" id="b">字</p>`)).toBe(
    '<p style="color:red;text-align:center;font-size:14px">字</p>',
  );
  expect(without('<a href="javascript:x()">链接</a>')).toBe('<a>链接</a>');
  expect(without('<td colspan="2" background="http://x/">格</td>')).toBe('<td colspan="2">格</td>');
});

test('words that look like tags stay words', () => {
  expect(without('<p>a &lt;script&gt; b &amp; c</p>')).toBe('<p>a &lt;script&gt; b &amp; c</p>');
});

test('tags that are never closed, or closed in another order, do not take the rest of the page along', () => {
  expect(without('<div><b>一</div>二')).toBe('<div><b>一</b></div>二');
  expect(without('</div></table>三')).toBe('三');
  expect(without('<p>'.repeat(5_000) + '深')).toContain('深');
});

test('pictures go in under names of ours; those not on this machine are counted, counting pixels are not', () => {
  const { html, lostPictures } = safeHtml(
    '<img src="a.png" width="3000"><img src="http://x/b.png"><img src="http://x/track.gif" width="1" height="1">',
    (address) => (address === 'a.png' ? 'picture-1.png' : null),
  );
  expect(html).toBe('<img src="picture-1.png" alt="" style="width:3000px;height:auto;max-width:100%">');
  expect(lostPictures).toBe(1);
});

test('a page without a word or a picture is known to be empty', () => {
  expect(showsNothing(without('<div><p> </p><script>1</script></div>'))).toBe(true);
  expect(showsNothing('<img src="picture-1.png">')).toBe(false);
});
