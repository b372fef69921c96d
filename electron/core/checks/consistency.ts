import { AppError } from '../../../shared/contract/errors.ts';
import type { CheckFinding, MutedCheck, RuleFindings } from '../../../shared/contract/checks.ts';
import { CHECK_RULES, type CheckRule } from '../../../shared/domain/checks/index.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { undoable, type Watched } from '../undo/undo.ts';
import { readCheckFacts } from './facts.ts';

const SHOWN = 300;
const REASON_CHARACTERS = 300;

interface Whole {
  readonly rule: CheckRule;
  readonly findings: readonly CheckFinding[];
}

/** Every rule with all it finds; `today` is a local `YYYY-MM-DD`. */
async function findAll(db: Sql, archive: Pick<Archive, 'path' | 'settings'>, today: string): Promise<readonly Whole[]> {
  const facts = await readCheckFacts(db, archive, today);
  const rows = await db.all<MutedCheck & { readonly rule: string; readonly subject: string }>(
    'SELECT rule, subject, reason, muted_by AS "by", muted_at AS at FROM check_mutes',
  );
  const mutes = new Map(rows.map(({ rule, subject, ...muted }) => [`${rule} ${subject}`, muted]));
  return CHECK_RULES.map((rule) => ({
    rule,
    findings: rule.find(facts).map((hit) => ({ ...hit, muted: mutes.get(`${rule.id} ${hit.subject}`) ?? null })),
  }));
}

/** Every rule, found or not, for the screen; `today` is a local `YYYY-MM-DD`. */
export async function readConsistency(archive: Archive, today: string): Promise<readonly RuleFindings[]> {
  return (await findAll(archive.db, archive, today)).map(({ rule, findings }) => {
    const { id, group, title, why, mend } = rule;
    const open = findings.filter(({ muted }) => muted === null);
    const muted = findings.filter((one) => one.muted !== null);
    return {
      ...{ rule: id, group, title, why, mend },
      ...{ open: open.length, muted: muted.length, findings: [...open, ...muted].slice(0, SHOWN) },
    };
  });
}

/** What counts, as `check` of the command line names it; `except`: rules whose findings another part of 体检 names already. */
export async function consistencyNotices(
  archive: Archive,
  today: string,
  except: ReadonlySet<string>,
): Promise<readonly { readonly file: string; readonly code: string; readonly message: string }[]> {
  return (await findAll(archive.db, archive, today)).flatMap(({ rule, findings }) =>
    except.has(rule.id)
      ? []
      : findings
          .filter(({ muted }) => muted === null)
          .map(({ what, message }) => ({ file: what, code: rule.id, message: `${rule.title}:${message}` })),
  );
}

export interface MuteOrder {
  readonly rule: string;
  readonly subjects: readonly string[] | 'all';
  readonly reason: string | null;
}

/**
 * Ignores findings for a written reason, or counts them again (null): one step of undo, one audit row. Returns how many changed.
 * Throws AppError `usage` without a reason, `not-found` for a rule or a finding there is not.
 */
export async function muteFindings(archive: Archive, order: MuteOrder, by: By, today: string): Promise<number> {
  const reason = order.reason?.trim() ?? null;
  if (reason === '') throw new AppError('usage', '没有忽略:要写明理由,体检里会留着这句话。请写好理由再忽略。');
  if (reason !== null && reason.length > REASON_CHARACTERS)
    throw new AppError('usage', `理由最多写 ${REASON_CHARACTERS} 个字,现在是 ${reason.length} 个。请写短一些。`);
  return archive.db.transaction(async (tx) => {
    const whole = (await findAll(tx, archive, today)).find(({ rule }) => rule.id === order.rule);
    if (!whole) throw new AppError('not-found', `没有编号为 ${order.rule} 的体检规则。请刷新后再试。`);
    const { subjects: asked } = order;
    const found = whole.findings.filter(({ subject }) => asked === 'all' || asked.includes(subject));
    if (found.length === 0 || (asked !== 'all' && found.length < new Set(asked).size))
      throw new AppError('not-found', `“${whole.rule.title}”里已经没有这一条,可能刚刚改好了。请刷新后再看。`);
    const changing = found.filter(({ muted }) => (reason === null ? muted !== null : muted?.reason !== reason));
    const subjects = changing.map(({ subject }) => subject);
    const label = `${reason === null ? '恢复' : '忽略'}体检提示“${whole.rule.title}”${subjects.length} 条`;
    const watch = [{ table: 'check_mutes' as const, where: 'rule = ?', params: [order.rule] }];
    await undoable(tx, { label, at: by.now, actor: by.actor, watch }, async () => {
      await tx.run('DELETE FROM check_mutes WHERE rule = ? AND subject IN (SELECT value FROM json_each(?))', [
        order.rule,
        JSON.stringify(subjects),
      ]);
      if (reason !== null)
        await tx.run(
          'INSERT INTO check_mutes (rule, subject, reason, muted_by, muted_at) SELECT ?, value, ?, ?, ? FROM json_each(?)',
          [order.rule, reason, by.actor, by.now.toISOString(), JSON.stringify(subjects)],
        );
    });
    const detail = {
      rule: order.rule,
      title: whole.rule.title,
      what: changing.map(({ what }) => what).slice(0, 20),
      count: subjects.length,
      reason,
    };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'check.mute', detail });
    return subjects.length;
  });
}

/** Subjects of findings name an indicator by its row id, alone or after the document. */
const ON_INDICATORS = `EXISTS (SELECT 1 FROM json_each(?) gone
  WHERE subject = 'indicator ' || gone.value OR subject LIKE '% indicator ' || gone.value)`;

/**
 * What was ignored on these indicators (row ids), as a step of undo watches it. A row id is free again once its indicator is gone: what
 * stayed would be taken for a finding on the next one that gets it.
 */
export function mutesOnIndicators(ids: readonly number[]): Watched {
  return { table: 'check_mutes', where: ON_INDICATORS, params: [JSON.stringify(ids)] };
}

/** Findings on these indicators are ignored no longer; within a step that watches `mutesOnIndicators`. */
export async function forgetMutesOnIndicators(tx: Sql, ids: readonly number[]): Promise<void> {
  await tx.run(`DELETE FROM check_mutes WHERE ${ON_INDICATORS}`, [JSON.stringify(ids)]);
}
