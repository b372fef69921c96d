import { Button } from 'antd';
import { useState } from 'react';
import { groupBy } from '../../../shared/domain/ledgers/ledger.ts';

export interface CalendarFigureProps {
  readonly title: string;
  readonly days: readonly { readonly date: string; readonly words: string; readonly id: number }[];
  readonly onOpen: (id: number) => void;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** What happened on which day of a month; each entry opens its row. Begins with the month of the last entry. */
export function CalendarFigure({ title, days, onOpen }: CalendarFigureProps) {
  const last =
    days
      .map(({ date }) => date)
      .toSorted()
      .at(-1) ?? '';
  const [month, setMonth] = useState(last.slice(0, 7));
  const [year = 0, number = 1] = month.split('-').map(Number);
  const first = new Date(Date.UTC(year, number - 1, 1));
  const blank = (first.getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const byDay = groupBy(days, ({ date }) => date);
  const move = (by: number): void => setMonth(new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7));
  if (last === '') return null;
  return (
    <figure>
      <figcaption>
        {title}
        <span className="rec-month">
          <Button size="small" aria-label="上个月" onClick={() => move(-1)}>
            ‹
          </Button>
          {year} 年 {number} 月
          <Button size="small" aria-label="下个月" onClick={() => move(1)}>
            ›
          </Button>
        </span>
      </figcaption>
      <div className="rec-calendar" role="list" aria-label={`${year} 年 ${number} 月`}>
        {WEEKDAYS.map((day) => (
          <div key={day} className="rec-weekday" aria-hidden="true">
            {day}
          </div>
        ))}
        {Array.from({ length: blank }, (_, at) => (
          <div key={`blank ${at}`} aria-hidden="true" />
        ))}
        {Array.from({ length: count }, (_, at) => {
          const date = `${month}-${String(at + 1).padStart(2, '0')}`;
          const own = byDay.get(date) ?? [];
          return (
            <div key={date} role="listitem" className="rec-day" aria-label={`${at + 1} 日,${own.length} 项`}>
              <span>{at + 1}</span>
              {own.map(({ id, words }) => (
                <button key={id} type="button" className="ellipsis" title={words} onClick={() => onOpen(id)}>
                  {words}
                </button>
              ))}
            </div>
          );
        })}
      </div>
    </figure>
  );
}
