import { CONSENT_KINDS, PROMISES, WORDINGS } from '~/core/entrants/consents'
import { SECTIONS, wordsOf } from '~/core/entrants/draft'
import { countWords } from '~/core/entrants/words'
import { CheckField, TextArea, TextField } from '~/ui/field'
import { useText } from '~/ui/text'
import { Choice } from './choice'
import { Part, type PartProps } from './parts'
import { WordMeter } from './word-meter'

/** What the case is about, the case itself, and what is promised and agreed to. */
export function CasePart({ opened, at }: PartProps) {
  const { t, said } = useText()
  return (
    <Part step="case" disabled={!opened.writable}>
      <TextField field={at('title')} label={t('entry.title')} />
      <Choice
        field={at('serviceDomain')}
        label={t('entry.serviceDomain')}
        options={opened.serviceDomains.map(({ code, name }) => ({ value: code, label: said(name) }))}
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <TextField field={at('serviceFrom')} label={t('entry.serviceFrom')} type="date" />
        <TextField field={at('serviceTo')} label={t('entry.serviceTo')} type="date" />
      </div>
      <p className="text-sm text-meta">
        {t('entry.serviceHint', { count: opened.limits.rules.serviceYears })}
      </p>
    </Part>
  )
}

export function TextPart({ opened, draft, at }: PartProps) {
  const { t } = useText()
  const { minWords, maxWords } = opened.track
  return (
    <Part
      step="text"
      hint={t('entry.sectionsHint', { min: minWords, max: maxWords })}
      disabled={!opened.writable}
    >
      {SECTIONS.map((section) => (
        <div key={section}>
          <TextArea
            field={at(section)}
            label={t(`entry.section.${section}`)}
            hint={t(`entry.sectionHint.${section}`)}
            rows={8}
          />
          <p className="mt-1 text-right text-sm text-meta">
            {t('common.words', { count: countWords(draft[section]) })}
          </p>
        </div>
      ))}
      <WordMeter words={wordsOf(draft)} min={minWords} max={maxWords} />
    </Part>
  )
}

export function PromisesPart({ opened, at }: PartProps) {
  const { t, said } = useText()
  return (
    <Part step="promises" hint={t('entry.promisesHint')} disabled={!opened.writable}>
      {[...PROMISES, ...CONSENT_KINDS].map((kind) => {
        const wording = WORDINGS[kind]
        return (
          <CheckField
            key={kind}
            field={at(kind)}
            label={said(wording.text)}
            {...('hint' in wording && { hint: said(wording.hint) })}
            disabled={!opened.writable}
          />
        )
      })}
    </Part>
  )
}
