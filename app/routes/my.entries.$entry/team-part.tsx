import { CERTIFICATE_LEVELS } from '~/core/contest/entry-rules'
import { Button } from '~/ui/button'
import { FieldFault, SelectField, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { useText } from '~/ui/text'
import { Part, type PartProps } from './parts'

type Member = PartProps['opened']['team'][number]

/** Contact and members. A row that is left empty is nobody; how many rows there are is the contest's rule. */
export function TeamPart({ opened, at, written }: PartProps) {
  const { t } = useText()
  const { limits, team, writable } = opened
  const { most, certified } = limits.rules.team
  const rows = Array.from({ length: Math.max(most, opened.entry.draft.team.length) }, (_, row) => row + 1)
  return (
    <Part step="team" hint={t('entry.teamHint', { max: most, count: certified })} disabled={!writable}>
      <TextField field={at('contact')} label={t('entry.contact')} autoComplete="name" />
      <TextField
        field={at('phone')}
        label={t('entry.phone')}
        hint={t('entry.phoneHint')}
        type="tel"
        autoComplete="tel"
      />
      <div id={at('team').id} tabIndex={-1} className="scroll-mt-20 space-y-4">
        <FieldFault field={at('team')} />
        {rows.map((place) => (
          <Row
            key={place}
            place={place}
            opened={opened}
            member={team.find((each) => each.place === place)}
            invited={written?.invited?.place === place ? written.invited : null}
          />
        ))}
      </div>
    </Part>
  )
}

function Row({
  place,
  opened,
  member,
  invited,
}: {
  place: number
  opened: PartProps['opened']
  member: Member | undefined
  invited: { readonly link: string | null } | null
}) {
  const { t } = useText()
  const stored = opened.entry.draft.team[place - 1]
  const field = (name: 'name' | 'level' | 'certificate') => ({
    id: `entry-team-${place}-${name}`,
    name: `team[${place - 1}].${name}`,
    initialValue: stored?.[name],
  })
  return (
    <fieldset className="rounded border border-line bg-white p-4">
      <legend className="px-1 font-bold">{t('entry.member', { place })}</legend>
      <div className="grid gap-4 sm:grid-cols-[1fr_1fr_1.3fr]">
        <TextField field={field('name')} label={t('entry.name')} autoComplete="off" />
        <SelectField
          field={field('level')}
          label={t('entry.memberLevel')}
          empty={t('entry.uncertified')}
          options={CERTIFICATE_LEVELS.map((level) => ({
            value: level,
            label: t(`certificateLevel.${level}`),
          }))}
        />
        <TextField field={field('certificate')} label={t('entry.certificateNumber')} autoComplete="off" />
      </div>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className={member?.standing === 'confirmed' ? 'text-jade-ink' : 'text-meta'}>
          {t(`entry.standing.${member?.standing ?? 'nobody'}`)}
        </p>
        <Button name="invite" value={place}>
          {t(member?.standing === 'none' || !member ? 'entry.invite' : 'entry.inviteAgain')}
        </Button>
      </div>
      {invited?.link && <CopyLink link={invited.link} />}
      {invited?.link === null && <Notice tone="fault">{t('entry.memberUnnamed')}</Notice>}
    </fieldset>
  )
}

/** The link is shown this once; it is selected by a tap, so that it can be copied on any phone. */
function CopyLink({ link }: { link: string }) {
  const { t } = useText()
  const address = typeof window === 'undefined' ? link : new URL(link, window.location.origin).href
  return (
    <Notice tone="done" title={t('entry.invited')}>
      <input
        readOnly
        value={address}
        aria-label={t('entry.inviteLink')}
        onFocus={(event) => event.currentTarget.select()}
        className="min-h-11 w-full rounded border border-line-2 bg-white px-3 text-ink"
      />
    </Notice>
  )
}
