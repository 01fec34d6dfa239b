import type { Localized } from '../contest/localized'

/** What an entrant agrees to, each on its own. Only the first is needed to take part (PIPL arts. 13–14, 25, 29). */
export const CONSENT_KINDS = ['participation', 'publication', 'collection'] as const
export type ConsentKind = (typeof CONSENT_KINDS)[number]

/** What an entrant vouches for; both are needed. */
export const PROMISES = ['promise', 'clients'] as const

type Wording = { readonly version: string; readonly text: Localized; readonly hint?: Localized }

/**
 * The wordings, with a version that rises with every change. They stand here and not in the catalogues because the
 * text that was agreed to is kept with the agreement.
 */
export const WORDINGS = {
  promise: {
    version: '1',
    text: {
      'zh-CN':
        '本人（单位）承诺：所报材料真实、合法，作品为本人（单位）原创且服务真实开展；不存在抄袭、冒名、重复申报；遵守赛事规则与保密要求，服从评审和仲裁结果。如有违反，愿接受取消资格、撤销奖项的处理。',
      en: 'I (we) declare that everything submitted is true and lawful, that the work is original and the service really took place; that nothing is copied, submitted in another’s name or submitted twice; that we keep the rules and what is confidential, and accept the decisions of judges and arbitrators. If this is not so, we accept disqualification and the loss of awards.',
    },
  },
  clients: {
    version: '1',
    text: {
      'zh-CN':
        '本人（单位）声明：已取得服务对象（或其监护人）对使用本案例的知情同意，文中已去除可识别服务对象身份的信息。',
      en: 'I (we) declare that the clients (or their guardians) have agreed to the use of this case, knowing what it is used for, and that nothing in it tells who they are.',
    },
  },
  participation: {
    version: '2',
    text: {
      'zh-CN':
        '我同意主办单位为组织本次大赛收集和使用我填写的信息：姓名、身份证件号码、工作单位、证书、联系方式。身份证件号码加密保存，只用于核对身份和避免重复报名。',
      en: 'I agree that the organisers collect and use what I have entered in order to hold this contest: name, identity number, employer, certificate and contact. The identity number is stored encrypted and used only to check who takes part and that nobody does so twice.',
    },
    hint: {
      'zh-CN': '参赛必需。提交前可以随时取消。',
      en: 'Needed to take part. It can be undone at any time before submission.',
    },
  },
  publication: {
    version: '1',
    text: {
      'zh-CN':
        '我同意主办单位在获奖公示及表彰中公开我的姓名、工作单位、作品名称、所获奖项。不同意不影响参赛，但将无法列入公开获奖名单。',
      en: 'I agree that name, employer, title of the entry and award are made public when awards are announced. Refusing does not keep me from taking part, but from the public list of awards.',
    },
    hint: { 'zh-CN': '可以不勾选。', en: 'Optional.' },
  },
  collection: {
    version: '1',
    text: {
      'zh-CN': '我同意将本作品去标识化后编入案例汇编，用于行业交流与培训。不同意不影响参赛和获奖。',
      en: 'I agree that this entry, with nothing in it that identifies anybody, is printed in a collection of cases for the profession. Refusing affects neither taking part nor awards.',
    },
    hint: { 'zh-CN': '可以不勾选。', en: 'Optional.' },
  },
} as const satisfies Record<ConsentKind | (typeof PROMISES)[number], Wording>
