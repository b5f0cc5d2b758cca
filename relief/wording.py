"""What officers read when something is refused: Chinese wording and HTTP status of every code.

A sentence names facts as ``{fact}``. A part in ``[…]`` is left out where its facts are absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.refusal import Code


class Edge(StrEnum):
    """Why a request is refused before anyone asks the rules. Stable, like ``Code``."""

    FIELD_UNKNOWN = "field-unknown"
    FIELD_REPEATED = "field-repeated"
    BODY_NOT_JSON = "body-not-json"
    BODY_TOO_LARGE = "body-too-large"
    MEDIA_TYPE_WRONG = "media-type-wrong"
    KEY_MISSING = "idempotency-key-missing"
    KEY_INVALID = "idempotency-key-invalid"
    VERSION_MISSING = "if-match-missing"
    VERSION_INVALID = "if-match-invalid"
    QUERY_INVALID = "query-invalid"
    UNAUTHENTICATED = "unauthenticated"
    TOKEN_EXPIRED = "token-expired"
    SIGN_IN_FAILED = "sign-in-failed"
    NOT_APPOINTED = "not-appointed"
    NOT_LOCAL = "not-signed-in-locally"
    CREDENTIALS_WRONG = "credentials-wrong"
    PROVIDER_DOWN = "sign-in-provider-unavailable"
    NOT_FOUND = "not-found"
    METHOD_WRONG = "method-not-allowed"
    BODY_TOO_DEEP = "body-too-deep"
    BODY_TOO_SLOW = "body-too-slow"
    HOST_UNKNOWN = "host-unknown"
    TOO_MANY = "too-many-requests"
    LEDGER_BEHIND = "ledger-behind"
    STORE_DOWN = "store-unavailable"
    FAULT = "internal-error"


@dataclass(frozen=True, slots=True)
class Wording:
    """Title, sentence with facts, way out, HTTP status."""

    title: str
    sentence: str
    way_out: str
    status: int


WORDS, COURSE, DENIED = 422, 409, 403
"""What was said is wrong; the case is not there yet; the officer may not."""

WORDING: Mapping[Code | Edge, Wording] = {
    Code.FIELD_INVALID: Wording(
        "填写内容不符合要求", "“{field}”不符合要求[：{fault}]。", "请按要求改正后重新提交。", WORDS
    ),
    Code.FIELD_MISSING: Wording("缺少必填内容", "“{field}”未填写。", "请补充后重新提交。", WORDS),
    Code.DATE_IN_FUTURE: Wording(
        "日期晚于今天", "所填日期{day}尚未到来。", "请填写实际发生的日期。", WORDS
    ),
    Code.DATE_TOO_EARLY: Wording(
        "日期过早", "所填日期{day}早于{earliest}。", "请核对日期后重新提交。", WORDS
    ),
    Code.AMOUNT_NOT_POSITIVE: Wording(
        "金额必须大于零", "金额{amount}元不大于零。", "请填写大于零的金额。", WORDS
    ),
    Code.IDENTITY_NUMBER_WRONG: Wording(
        "公民身份号码有误",
        "“{field}”的公民身份号码有误：{fault}。",
        "请对照身份证核对后重新填写。",
        WORDS,
    ),
    Code.PERSONAL_NUMBER: Wording(
        "明文栏目不得填写个人号码",
        "“{field}”不加密保存，不得含有{number}。",
        "请改填文书、票据或人员的编号；编号确与此类号码相同的，请用连字符分开填写。",
        WORDS,
    ),
    Code.DIVISION_UNKNOWN: Wording(
        "行政区划不存在",
        "行政区划代码{division}不存在或不在范围内。",
        "请选择有效的行政区划代码。",
        WORDS,
    ),
    Code.CASE_UNKNOWN: Wording(
        "没有这件申请", "没有找到该申请，或不在您的辖区。", "请核对申请编号。", 404
    ),
    Code.CASE_EXISTS: Wording("已经登记", "该编号已经登记。", "请查看已有的记录。", COURSE),
    Code.OUT_OF_ORDER: Wording(
        "当前环节不能办理",
        "目前处于“{stage}”，须处于“{needed}”方可办理。",
        "请先完成前面的环节。",
        COURSE,
    ),
    Code.MATERIALS_MISSING: Wording(
        "材料不齐", "尚缺材料：{titles}。", "请补齐，或依法列为容缺后补材料。", COURSE
    ),
    Code.NOTIFIED_ALREADY: Wording(
        "已经一次性告知", "补正材料已一次性告知：{titles}。", "不得再次告知，请等待补正。", COURSE
    ),
    Code.NOT_RESIDENT: Wording(
        "非本地户籍且无居住证",
        "申请人既无本地户籍，也无居住证。",
        "请协助其向救助管理站申请。",
        COURSE,
    ),
    Code.RESIDENT: Wording(
        "属本地受理范围", "申请人有本地户籍或居住证，应由乡镇受理。", "请办理受理。", COURSE
    ),
    Code.NOT_URGENT: Wording(
        "与紧急程序不符",
        "该申请的紧急情况认定与所办事项不符。",
        "请先认定紧急情况，或按一般程序办理。",
        COURSE,
    ),
    Code.INQUIRY_INCOMPLETE: Wording(
        "审核尚未完成", "尚缺：{lacking}。", "请先完成后再办理。", COURSE
    ),
    Code.CONSENT_MISSING: Wording(
        "缺少核对授权书", "尚无家庭经济状况核对授权书。", "请先收取授权书。", COURSE
    ),
    Code.OPINION_INCONSISTENT: Wording(
        "审核意见前后不一",
        "同意的意见须有金额而无不予救助理由；不同意的意见须有理由而无金额。",
        "请核对意见、金额和理由。",
        WORDS,
    ),
    Code.NOTICE_NOT_OVER: Wording(
        "公示期未满", "公示至{last_day}二十四时方满。", "请待公示期满后办理。", COURSE
    ),
    Code.NOTICE_MISSING: Wording("尚未公示", "该申请尚未公示。", "请先张贴公示。", COURSE),
    Code.NOTICE_NOT_REQUIRED: Wording("无须公示", "该申请无须公示。", "请直接报批。", COURSE),
    Code.OBJECTION_OPEN: Wording(
        "异议尚未处理", "第{number}号异议尚未处理。", "请先处理异议。", COURSE
    ),
    Code.OBJECTION_UNKNOWN: Wording(
        "没有这项异议", "第{number}号异议不存在或已处理。", "请核对异议编号。", WORDS
    ),
    Code.SPOT_CHECK_PENDING: Wording(
        "尚未入户抽查", "该申请已抽中入户抽查，尚无结果。", "请先完成入户抽查。", COURSE
    ),
    Code.SPOT_CHECK_NOT_SELECTED: Wording(
        "未抽中入户抽查", "该申请未抽中入户抽查。", "无须登记抽查结果。", COURSE
    ),
    Code.VERIFICATION_PENDING: Wording(
        "县级尚未核查", "紧急程序的县级核查尚未完成。", "请先完成核查。", COURSE
    ),
    Code.CHECK_NOT_CONFIRMED: Wording(
        "核查未予证实",
        "县级入户抽查或核查未证实符合救助条件。",
        "请退回乡镇重新审核，或作出不予批准的决定。",
        COURSE,
    ),
    Code.WITH_COUNTY: Wording(
        "已由县级办理", "本案已报县级，由县级审批。", "请重新报县级审批。", COURSE
    ),
    Code.RETURNED_ALREADY: Wording(
        "已退回过", "退回次数已达上限（{allowed}次）。", "请作出批准或不予批准的决定。", COURSE
    ),
    Code.OPINION_NEGATIVE: Wording(
        "审核意见为不同意", "审核意见不是同意救助。", "请作出不予批准的决定，或退回乡镇。", COURSE
    ),
    Code.CIRCUMSTANCES_MISSING: Wording(
        "尚未登记困难情况",
        "该申请的困难情况尚未登记。",
        "请先登记困难情况，或退回乡镇登记。",
        COURSE,
    ),
    Code.DIFFERS_FROM_APPLICATION: Wording(
        "与申请不一致",
        "“{field}”填为“{said}”，而申请（现有人员）为“{applied}”。",
        "请与申请核对后重新登记。",
        WORDS,
    ),
    Code.FACTS_MISSING: Wording(
        "事实尚不完整", "尚缺：{what}。", "请补充后重新登记困难情况。", COURSE
    ),
    Code.FINDING_MISSING: Wording(
        "不予救助情形尚未认定",
        "系统提示可能有不予救助的情形，尚无认定：{title}。",
        "请核实后认定属于或不属于，并登记依据。",
        COURSE,
    ),
    Code.OTHER_RULES_APPLY: Wording(
        "适用其他规定", "该情形适用“{rules}”。", "请引导其按该规定申请。", COURSE
    ),
    Code.NOT_COVERED: Wording(
        "不属于该类困难", "不符合该类困难的条件：{what}。", "请核实；确不符合的，不予救助。", COURSE
    ),
    Code.TEST_FAILED: Wording(
        "未达到困难标准",
        "未达到“{title}”[（{left}元，比照{right}元）]。",
        "请核实；一般情形之外的，由县级审批人书面说明理由后排除。",
        COURSE,
    ),
    Code.REFUSAL_GROUND: Wording(
        "有不予救助的情形", "已认定：{title}。", "请核实；属实的，不予救助。", COURSE
    ),
    Code.GROUND_NOT_BORNE_OUT: Wording(
        "理由与核定结论不符",
        "所填理由“{ground}”没有依据，按所登记的情况结论为“{verdict}”。",
        "请改正理由，或重新登记（县级：填写所查明的）困难情况。",
        WORDS,
    ),
    Code.COUNTY_GROUND_UNKNOWN: Wording(
        "不是本县（区）认定的情形",
        "“{ground}”不在本县（区）规定的不予救助情形之中。",
        "选用“其他情形”时，请填写本县（区）操作规程中该情形的编号；选用其他理由时，此项留空。",
        WORDS,
    ),
    Code.ANNUAL_CAP_REACHED: Wording(
        "本年金额已达上限", "“{pool}”已达上限{cap}元，没有余额。", "本年度不能再予救助。", COURSE
    ),
    Code.NOTHING_DUE: Wording(
        "没有可救助的金额",
        "按规定计算没有可救助的金额（费用{base}元，本年同类已救助{granted}元）。",
        "请核对费用；确无金额的，不予救助。",
        COURSE,
    ),
    Code.AMOUNT_OUTSIDE_RANGE: Wording(
        "金额不符合标准",
        "金额{amount}元不在规定的{least}元至{most}元之内。",
        "请按规定的金额或幅度填写。",
        WORDS,
    ),
    Code.AMOUNT_UNREASONED: Wording(
        "酌定金额未说明理由", "金额由审核人酌定，未说明理由。", "请书面说明理由。", WORDS
    ),
    Code.ABOVE_DELEGATED_CEILING: Wording(
        "超过委托审批限额",
        "金额{amount}元超过委托审批限额{ceiling}元。",
        "请降低金额，或报县级审批。",
        WORDS,
    ),
    Code.ABOVE_NOTICED_AMOUNT: Wording(
        "超过公示金额", "金额{amount}元超过公示的{shown}元。", "请降低金额，或重新公示。", WORDS
    ),
    Code.NOT_NOTICED_AMOUNT: Wording(
        "与公示金额不一致",
        "金额{amount}元与公示的{shown}元不一致。",
        "请按公示金额办理，或重新公示。",
        WORDS,
    ),
    Code.ABOVE_RECOMMENDED_AMOUNT: Wording(
        "超过审核建议金额", "金额{amount}元超过审核建议的{most}元。", "请降低金额。", WORDS
    ),
    Code.ABOVE_HOUSEHOLD_CAP: Wording(
        "超过家庭年累计上限",
        "金额{amount}元超过家庭年累计上限{cap}元[，本年尚可救助{room}元]。",
        "请降低金额。",
        WORDS,
    ),
    Code.ABOVE_PERSON_CAP: Wording(
        "超过个人年累计上限",
        "金额{amount}元超过个人年累计上限{cap}元[，本年尚可救助{room}元]。",
        "请降低金额。",
        WORDS,
    ),
    Code.LOWERED_WITHOUT_REASON: Wording(
        "降低金额未说明理由", "批准金额低于审核建议，未说明理由。", "请填写降低金额的理由。", WORDS
    ),
    Code.YEARLY_COUNT_REACHED: Wording(
        "本年救助次数已满",
        "本年已救助{grants}次，原则上不超过{allowed}次。",
        "确有特殊情况的，由县级注明理由后批准。",
        COURSE,
    ),
    Code.SAME_MATTER: Wording(
        "同一事由已救助",
        "同一事由已获救助[（{earlier}）]。",
        "确有特殊情况的，由县级核实并注明理由后批准。",
        COURSE,
    ),
    Code.NOT_DELEGATED: Wording(
        "没有有效的委托", "该事项没有有效的委托[（{kind}）]。", "请报县级审批。", COURSE
    ),
    Code.DAY_OVER: Wording(
        "已过受理当日",
        "该申请于{day}受理，乡镇须在当日审批。",
        "请报县级民政部门审批。",
        COURSE,
    ),
    Code.DELEGATION_NOT_PROVIDED: Wording(
        "没有委托审批的规定",
        "当地办法没有由县（区）以文件委托乡镇审批的规定。",
        "乡镇能否审批，依当地办法办理。",
        COURSE,
    ),
    Code.DELEGATION_UNKNOWN: Wording(
        "没有这项委托", "第{number}号委托不存在或已撤销。", "请核对委托编号。", WORDS
    ),
    Code.DELEGATION_EXISTS: Wording(
        "委托编号已使用", "委托编号{number}已使用。", "请使用新的编号。", COURSE
    ),
    Code.NOT_FILED: Wording("尚未报备", "乡镇的批准尚未报备。", "请先报备。", COURSE),
    Code.OBLIGATION_NOT_REQUIRED: Wording(
        "无须报备或补签", "依本案适用的办法，该批准无须{duty}。", "无须办理该事项。", COURSE
    ),
    Code.DONE_ALREADY: Wording("已经办理", "该事项已经办理。", "无须再次办理。", COURSE),
    Code.COUNTERSIGNATURE_REFUSED: Wording(
        "县级不予补签", "县级已不予补签[：{outcome}]。", "停止发放，按规定处理。", COURSE
    ),
    Code.PAYMENT_PENDING: Wording(
        "发放尚在办理", "[第{payment}次]发放尚在办理或已经发放。", "请等待银行结果。", COURSE
    ),
    Code.PAYMENT_UNKNOWN: Wording(
        "没有这次发放", "第{payment}次发放不在等待银行结果。", "请核对发放次数。", WORDS
    ),
    Code.ABOVE_UNPAID_AMOUNT: Wording(
        "超过未发放金额", "金额{amount}元超过尚未发放的{unpaid}元。", "请降低金额。", WORDS
    ),
    Code.ACCOUNT_NOT_CORRECTED: Wording(
        "账户尚未更正", "上次发放退票，账户尚未更正。", "请先更正账户。", COURSE
    ),
    Code.NOT_A_MEMBER: Wording(
        "不是申请所列人员", "所指人员不在申请所列人员之中。", "请从申请所列人员中选择。", WORDS
    ),
    Code.REFERRAL_OPEN: Wording("转介尚未回复", "仍有转介没有回复。", "请先登记转介回复。", COURSE),
    Code.REFERRAL_UNKNOWN: Wording(
        "没有这项转介", "第{number}号转介不存在或已回复。", "请核对转介编号。", WORDS
    ),
    Code.OBLIGATION_OPEN: Wording(
        "尚有未了事项", "尚未完成：{lacking}。", "请先完成后再归档。", COURSE
    ),
    Code.DOCUMENT_NOT_ISSUED: Wording(
        "尚无此文书", "尚未办理“{awaited}”，没有可送达的{document}。", "请先办理该事项。", COURSE
    ),
    Code.DOCUMENT_DIFFERS: Wording(
        "文书与系统所载不一致",
        "所报摘要与系统依第{version}版案件生成的文书不一致。",
        "请重新打印文书，再以新的摘要提交。",
        WORDS,
    ),
    Code.DOCUMENT_NOT_PRINTABLE: Wording(
        "文书无法生成", "该文书无法生成[：{fault}]。", "请核对所填内容，或联系管理员。", COURSE
    ),
    Code.NOT_THE_ISSUER: Wording(
        "非制发单位", "该文书由{issuer}制发，由其送达。", "请由制发单位送达。", DENIED
    ),
    Code.LIMIT_NOT_OVER: Wording(
        "时限未满", "时限至{last_day}届满。", "请待时限届满后办理。", COURSE
    ),
    Code.LIMIT_NOT_RUNNING: Wording(
        "没有这项时限", "时限“{limit}”未在计算。", "请核对时限。", COURSE
    ),
    Code.LEAD_UNKNOWN: Wording(
        "没有这条线索", "没有找到该线索，或不在您的辖区。", "请核对线索编号。", WORDS
    ),
    Code.POST_NOT_COMPETENT: Wording(
        "岗位无权办理", "该事项由{posts}办理。", "请交有权岗位办理。", DENIED
    ),
    Code.OUT_OF_JURISDICTION: Wording(
        "不在辖区内", "该事项不在您的辖区内。", "请由所在地办理。", DENIED
    ),
    Code.DUTIES_NOT_SEPARATE: Wording(
        "职责未分离", "您在本案中已{did}，不能再办理该事项。", "请由其他工作人员办理。", DENIED
    ),
    Code.KIN_CONCERNED: Wording(
        "应当回避",
        "本案所列人员与您（或所填入户人员）有已申报的亲属或利害关系。",
        "请由其他工作人员办理。",
        DENIED,
    ),
    Code.OWN_MATTER: Wording(
        "不得办理本人事项", "任免、撤销回避申报和登录绑定不得由本人办理。", "请由他人办理。", DENIED
    ),
    Code.APPOINTMENT_EXISTS: Wording(
        "任用编号已使用", "任用编号{number}已使用。", "请使用新的编号。", COURSE
    ),
    Code.APPOINTMENT_UNKNOWN: Wording(
        "没有这项任用",
        "该人员没有编号为{number}、尚未结束且由您解除的任用。",
        "请核对任用编号。",
        WORDS,
    ),
    Code.POSTS_INCOMPATIBLE: Wording(
        "岗位不得兼任",
        "该人员同期已任{held}；管理员不得兼任其他岗位。",
        "请另选人员，或先解除已有任用。",
        COURSE,
    ),
    Code.ADMINISTRATOR_EXISTS: Wording(
        "已有任用权人",
        "已有安全管理员或市级工作人员，系统不再自行任用。",
        "请由市级工作人员任用管理员。",
        COURSE,
    ),
    Code.OFFICER_UNKNOWN: Wording("没有这名人员", "该人员尚未任用。", "请先任用。", WORDS),
    Code.KINSHIP_UNKNOWN: Wording(
        "没有这项回避申报", "没有对所指人员的回避申报。", "请核对人员标识。", WORDS
    ),
    Code.SIGN_IN_LINKED: Wording(
        "登录身份已绑定",
        "该登录身份已绑定，或该人员在同一签发方已有登录身份。",
        "请先解除原绑定。",
        COURSE,
    ),
    Code.SIGN_IN_UNKNOWN: Wording(
        "没有这项登录凭证", "该人员没有这项登录身份或凭证。", "请核对后重新提交。", WORDS
    ),
    Code.PERSON_UNKNOWN: Wording("没有此人", "没有这个人员标识。", "请核对人员标识。", WORDS),
    Code.FILE_KEPT: Wording(
        "档案仍须保管",
        "[案卷{file}][须保管至{until}，]尚未办结或保管期未满，不得销毁。",
        "请在全部案卷办结且保管期满后再提请。",
        COURSE,
    ),
    Code.NOT_PROPOSED: Wording(
        "尚未提请销毁", "没有安全管理员的提请，不能确认销毁。", "请先由安全管理员提请。", COURSE
    ),
    Code.KEY_DESTROYED: Wording(
        "个人信息已销毁",
        "所涉人员（{person}）的个人信息已依法销毁，内容不能再加密保存，本次未作任何更改。",
        "不必重试；该人员仍需救助的，请重新提交申请，系统按新人员登记。",
        COURSE,
    ),
    Code.IDEMPOTENCY_KEY_REUSED: Wording(
        "请求编号已用于其他内容",
        "同一请求编号曾用于不同的内容。",
        "请为新的请求使用新的编号。",
        WORDS,
    ),
    Code.VERSION_STALE: Wording(
        "案件已有变化",
        "您看到的是第{seen}版，现为第{version}版。",
        "请重新查看案件后再决定。",
        412,
    ),
    Code.BUSY: Wording(
        "系统繁忙", "同时办理的人较多，本次未办理。", "请用同一请求编号稍后重试。", 503
    ),
    Code.NO_LAW_IN_FORCE: Wording(
        "没有可适用的办法",
        "当地当日没有生效的救助办法，不能依法办理，本次未作任何更改。",
        "请系统管理员载入当地现行的办法后重试。",
        503,
    ),
    Edge.FIELD_UNKNOWN: Wording(
        "多余的内容", "“{field}”不是可填写的内容。", "请删除后重新提交。", WORDS
    ),
    Edge.FIELD_REPEATED: Wording("内容重复", "“{field}”出现了不止一次。", "请只保留一处。", WORDS),
    Edge.BODY_NOT_JSON: Wording(
        "请求内容无法读取", "请求内容不是有效的JSON对象。", "请检查格式后重新提交。", 400
    ),
    Edge.BODY_TOO_LARGE: Wording(
        "请求内容过大", "请求内容超过{most}字节。", "请减少内容，附件另行上传。", 413
    ),
    Edge.MEDIA_TYPE_WRONG: Wording(
        "请求类型不支持", "请求内容须为application/json。", "请更改Content-Type。", 415
    ),
    Edge.KEY_MISSING: Wording(
        "缺少请求编号", "未提供Idempotency-Key。", "请为每个请求提供唯一的编号。", 400
    ),
    Edge.KEY_INVALID: Wording(
        "请求编号不符合要求",
        "Idempotency-Key须为1至100个可见的ASCII字符，不得含有个人号码。",
        "请更换请求编号。",
        400,
    ),
    Edge.VERSION_MISSING: Wording(
        "缺少案件版本",
        "该决定须以If-Match注明所见的案件版本。",
        "请先查看案件，再带上版本提交。",
        428,
    ),
    Edge.VERSION_INVALID: Wording(
        "案件版本不符合要求",
        'If-Match须为一个带引号的版本号，且只用于案件，如"7"。',
        "请改正If-Match。",
        400,
    ),
    Edge.QUERY_INVALID: Wording(
        "查询条件不符合要求", "查询条件“{field}”不符合要求。", "请改正查询条件。", 400
    ),
    Edge.UNAUTHENTICATED: Wording("未登录", "没有有效的登录凭证。", "请重新登录。", 401),
    Edge.TOKEN_EXPIRED: Wording("登录已过期", "登录凭证已过期。", "请重新登录。", 401),
    Edge.SIGN_IN_FAILED: Wording("登录未成功", "登录未成功。", "请重新登录。", 401),
    Edge.NOT_APPOINTED: Wording(
        "没有任用",
        "登录身份尚未绑定人员，或该人员目前没有有效的任用。",
        "请联系安全管理员。",
        401,
    ),
    Edge.NOT_LOCAL: Wording(
        "不是本地登录",
        "本次不是以本地密码登录，没有可更换的密码或验证器。",
        "请以本地密码登录后再更换；统一登录的，请在统一登录服务更换。",
        COURSE,
    ),
    Edge.CREDENTIALS_WRONG: Wording(
        "密码或验证码不对",
        "现密码或验证码不对，或验证码已用过，未作更换。",
        "请核对现密码，等验证器显示下一个验证码后再试。",
        DENIED,
    ),
    Edge.PROVIDER_DOWN: Wording(
        "登录服务暂时无法访问", "统一登录服务暂时无法访问。", "请稍后重试。", 503
    ),
    Edge.NOT_FOUND: Wording("没有这个地址", "没有找到所请求的内容。", "请核对地址。", 404),
    Edge.METHOD_WRONG: Wording("不支持的操作", "该地址不支持这种操作。", "请查看接口说明。", 405),
    Edge.BODY_TOO_DEEP: Wording(
        "请求内容层次过深", "请求内容超过{most}层。", "请减少层次后重新提交。", 400
    ),
    Edge.BODY_TOO_SLOW: Wording(
        "请求内容未按时收到",
        "请求内容未在{seconds}秒内收完。",
        "请检查网络，用同一请求编号重试。",
        408,
    ),
    Edge.HOST_UNKNOWN: Wording(
        "主机名不符", "请求所用的主机名不是本系统的。", "请使用公布的地址。", 421
    ),
    Edge.TOO_MANY: Wording("请求过于频繁", "请求过于频繁。", "请在{seconds}秒后重试。", 429),
    Edge.LEDGER_BEHIND: Wording(
        "台账尚未更新", "台账尚未更新到所要求的位置。", "请稍后重试。", 503
    ),
    Edge.STORE_DOWN: Wording(
        "暂时无法办理", "数据库暂时无法访问，结果尚不确定。", "请用同一请求编号稍后重试。", 503
    ),
    Edge.FAULT: Wording(
        "系统故障", "系统出现故障，本次请求未能完成。", "请联系管理员并告知请求编号。", 500
    ),
}
"""Every code's wording."""

BY_FIELD: Mapping[tuple[Code, str], tuple[str, str]] = {
    (Code.FIELD_INVALID, "served_on"): (
        "受送达人与文书不符[，可送达：{recipients}][：{fault}]。",
        "请核对受送达人；受托人限委托申请。",
    ),
    (Code.FIELD_INVALID, "category"): (
        "困难类型与救助对象[（{subject}）]不相符[：{fault}]。",
        "请按家庭或个人选择相应的困难类型。",
    ),
    (Code.FIELD_INVALID, "members"): (
        "申请所列人员须恰有一名申请人且不得重复[，现有申请人{applicants}名][：{fault}]。",
        "请核对人员名单。",
    ),
    (Code.FIELD_INVALID, "missing"): (
        "告知的材料与实际所缺不一致[，实际所缺：{missing}][：{fault}]。",
        "请一次性告知全部所缺材料。",
    ),
    (Code.FIELD_INVALID, "visitors"): (
        "入户人员人数不足[，至少{needed}人][：{fault}]。",
        "请填写全部入户人员，每人一次。",
    ),
    (Code.FIELD_INVALID, "agent"): (
        "委托申请须填写受托人，其他方式不得填写[：{fault}]。",
        "请核对申请方式和受托人。",
    ),
    (Code.FIELD_INVALID, "lead"): (
        "由线索引起的申请须填写线索编号，其他方式不得填写[：{fault}]。",
        "请核对申请方式和线索编号。",
    ),
    (Code.FIELD_INVALID, "outstanding"): (
        "所列材料不能容缺后补[：{fault}]。",
        "只有紧急程序可以容缺受理，且限于应交材料。",
    ),
    (Code.FIELD_INVALID, "in_favour"): (
        "同意人数不得多于参加人数，且须有人参加[：{fault}]。",
        "请核对评议人数。",
    ),
    (Code.FIELD_INVALID, "new_password"): (
        "新密码不符合要求[：须有{least}至{most}个字符][：{fault}]。",
        "请另选新密码。",
    ),
    (Code.FIELD_INVALID, "new_code"): (
        "验证码不是由本次申请的验证器生成的[：{fault}]。",
        "请将申请时显示的地址录入验证器，填写其此刻的验证码；仍不对的，请重新申请。",
    ),
    (Code.FIELD_INVALID, "valid_to"): (
        "截止日期须有开始日期，且不得早于开始日期[：{fault}]。",
        "请核对起止日期。",
    ),
    (Code.FIELD_INVALID, "application"): (
        "帮助申请的线索须填写申请编号，其他结果不得填写[：{fault}]。",
        "请核对办理结果和申请编号。",
    ),
}
"""Own sentence and way out where a code says more about one field."""
