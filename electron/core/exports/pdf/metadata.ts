/** What Info and XMP say, identically. `creationDate` is `YYYY-MM-DDTHH:mm:ss`, local, optionally with `Z` or `+08:00`. */
export interface DocumentDetails {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly producer: string;
  readonly creationDate: string;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(Z|[+-]\d{2}:\d{2})?$/;

/** A date as ISO 32000-1 §7.9.4 writes it, e.g. `D:20261122103000+08'00'`. Throws on anything but the form above. */
export function pdfDate(iso: string): string {
  const match = DATE.exec(iso);
  if (!match) throw new Error(`not a date of the form YYYY-MM-DDTHH:mm:ss: ${iso}`);
  const [, year, month, day, hour, minute, second, zone = ''] = match;
  const offset = zone === 'Z' || zone === '' ? zone : `${zone.slice(0, 3)}'${zone.slice(4)}'`;
  return `D:${year}${month}${day}${hour}${minute}${second}${offset}`;
}

function xml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** What says that a file is a PDF/A (ISO 19005-2 §6.6.4); a line of its own, so that a copy that is none can leave it out. */
const identification = (part: 2 | 3): string =>
  `  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>${part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\n`;
const IDENTIFICATION = / {2}<rdf:Description rdf:about="" xmlns:pdfaid=.*\n/;

/** The packet of a copy that is no PDF/A any more. */
export function withoutIdentification(packet: string): string {
  return packet.replace(IDENTIFICATION, '');
}

/** The XMP packet (ISO 16684-1) that says the same as the information dictionary; `part` of ISO 19005 where the file keeps to one. */
export function xmpPacket(
  { title, author, subject, producer, creationDate }: DocumentDetails,
  language: string,
  part: 2 | 3 | null = null,
): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xml(title)}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>${xml(author)}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">${xml(subject)}</rdf:li></rdf:Alt></dc:description>
   <dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>
   <pdf:Producer>${xml(producer)}</pdf:Producer>
   <xmp:CreateDate>${creationDate}</xmp:CreateDate>
   <xmp:ModifyDate>${creationDate}</xmp:ModifyDate>
  </rdf:Description>
${part === null ? '' : identification(part)} </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}
