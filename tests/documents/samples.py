"""One invented case told in all documents."""

from datetime import date

from domain.ground.document import Document
from domain.ground.money import Money
from domain.ground.terms import Category
from relief.documents.form_inputs import BankAccount
from relief.documents.inputs import Addressee, Limit, Missing, Office, Rights
from relief.documents.letters.acceptance_notice import Acceptance, acceptance_notice
from relief.documents.letters.acceptance_refusal import AcceptanceRefusal, acceptance_refusal
from relief.documents.letters.countersignature_form import Countersignature, countersignature_form
from relief.documents.letters.deficiency_notice import Deficiencies, deficiency_notice
from relief.documents.letters.public_notice import Publicity, Shown, public_notice
from relief.documents.letters.referral_slip import Referral, referral_slip
from relief.documents.letters.relief_approval import ReliefApproval, approval_notice
from relief.documents.letters.relief_refusal import ReliefRefusal, refusal_notice
from tests.documents.family import COUNTY, FAMILY, paper
from tests.documents.filled_form import form

RIGHTS = Rights(
    statute="《社会救助暂行办法》第六十五条",
    authority="林周县人民政府",
    review_days=60,
    review_law="《行政复议法》第二十条",
    court="有管辖权的人民法院",
    litigation_months=6,
    litigation_law="《行政诉讼法》第四十六条",
)
TO = Addressee(applicant="次仁旺堆", household=True)
TIBETAN_SAMPLE = "ལྷ་ས་གྲོང་ཁྱེར། གནས་སྐབས་རོགས་སྐྱོར།"
"""A shaping sample with stacked letters, not a checked translation of anything."""


def acceptance(tibetan: str = "") -> Document:
    """受理通知书."""
    return acceptance_notice(
        Acceptance(
            paper=paper(
                "临时救助申请受理通知书",
                "春政救受〔2026〕17号",
                date(2026, 3, 5),
                provisions="第十五条、第十六条",
                tibetan=tibetan,
            ),
            to=TO,
            applied_on=date(2026, 3, 5),
            accepted_on=date(2026, 3, 5),
            category="支出型困难家庭（医疗）",
            procedure="一般程序",
            examination=Limit(length="5个工作日", last_day=date(2026, 3, 12)),
            warns="第三十二条",
        )
    )


def conditional_acceptance() -> Document:
    """受理通知书 where papers may follow."""
    return acceptance_notice(
        Acceptance(
            paper=paper(
                "临时救助申请受理通知书",
                "春政救受〔2026〕18号",
                date(2026, 12, 30),
                provisions="第十五条、第十七条",
            ),
            to=Addressee(applicant="次仁旺堆", household=True, agent="白玛央金"),
            applied_on=date(2026, 12, 30),
            accepted_on=date(2026, 12, 30),
            category="急难型困难家庭",
            procedure="紧急程序",
            examination=Limit(length="当日", last_day=date(2026, 12, 30)),
            outstanding=(
                Missing(material="家庭（个人）遭遇困难证明材料", source="消防救援机构"),
                Missing(material="家庭收入、财产状况证明", form="原件1份、复印件1份"),
            ),
            outstanding_by=Limit(
                length="10个工作日", last_day=date(2027, 1, 14), provisional=True, statutory=False
            ),
        )
    )


def deficiencies(*, draft: bool = False) -> Document:
    """一次性补正告知书."""
    return deficiency_notice(
        Deficiencies(
            paper=paper(
                "临时救助申请材料一次性补正告知书",
                "" if draft else "春政救补〔2026〕9号",
                date(2026, 3, 3),
                provisions="第十六条第一款",
                draft=draft,
            ),
            to=TO,
            received_on=date(2026, 3, 3),
            missing=(
                Missing(material="居民户口簿或居住证", form="复印件1份，原件核对后退回"),
                Missing(
                    material="家庭（个人）遭遇困难证明材料",
                    form="原件1份",
                    source="就诊医疗机构、医保经办机构",
                ),
                Missing(
                    material="家庭收入、财产状况证明",
                    form="原件1份",
                    source="村（居）民委员会、用人单位",
                ),
                Missing(
                    material="家庭经济状况核对授权书",
                    form="原件1份，全体成年成员签名",
                    source="受理窗口提供空白文本",
                ),
            ),
            supplement_by=Limit(length="30日", last_day=date(2026, 4, 2), statutory=False),
        )
    )


def not_accepted() -> Document:
    """不予受理告知书."""
    return acceptance_refusal(
        AcceptanceRefusal(
            paper=paper(
                "临时救助申请不予受理告知书",
                "春政救不受〔2026〕2号",
                date(2026, 3, 6),
                provisions="第十二条",
            ),
            to=TO,
            applied_on=date(2026, 3, 5),
            reasons=(
                "你户本次申请所述事由为2026年1月12日的住房失火。经查，你户已就同一事由于2026年1月20日"
                "获得临时救助，本次申请未提出新的事实或者正当理由。"
            ),
            way_out="如有新的困难或者新的支出，可另行提出申请；也可申请最低生活保障或者医疗救助。",
            rights=RIGHTS,
        )
    )


def approved() -> Document:
    """批准告知书."""
    return approval_notice(
        ReliefApproval(
            paper=paper(
                "临时救助申请批准告知书",
                "林民救批〔2026〕9号",
                date(2026, 3, 24),
                COUNTY,
                "第二十七条",
            ),
            to=TO,
            applied_on=date(2026, 3, 5),
            amount=Money.of_yuan("1820.00"),
            lowered="该户已获社会互助，困难程度减轻。",
            account=BankAccount(holder="次仁旺堆", bank="虚构银行", number="6222000011112222337"),
            rights=RIGHTS,
        )
    )


def refused(facts: str = "") -> Document:
    """不予批准告知书."""
    return refusal_notice(
        ReliefRefusal(
            paper=paper(
                "临时救助申请不予批准告知书",
                "林民救不批〔2026〕5号",
                date(2026, 3, 24),
                COUNTY,
                "第十八条第（一）项第（2）目",
            ),
            to=TO,
            applied_on=date(2026, 3, 5),
            facts=facts
            or (
                "你户家庭成员3人。经核对，2025年家庭可支配收入为48,600.00元，申请时家庭存款为52,000.00元。"
                "2026年1月1日至申请之日，你户自付医疗、食品、衣物等生活必需支出合计31,850.00元。"
                "上述事实有家庭经济状况核对报告、医疗费用结算单和入户调查记录为证。"
            ),
            clause="第九条",
            ground="未达到基本生活暂时出现严重困难的标准",
            reasons=(
                "认定基本生活暂时出现严重困难，一般要求生活必需支出超过家庭存款与上年家庭可支配收入之和的2倍。"
                "你户两项之和为100,600.00元，其2倍为201,200.00元，生活必需支出31,850.00元未超过该数额。"
            ),
            rights=RIGHTS,
        )
    )


def notice(*, masked: bool = False) -> Document:
    """公示."""
    return public_notice(
        Publicity(
            paper=paper(
                "临时救助对象审核情况公示",
                "春政救示〔2026〕3号",
                date(2026, 3, 12),
                provisions="第十八条第（一）项第（1）目",
            ),
            length="7日",
            first_day=date(2026, 3, 13),
            last_day=date(2026, 3, 19),
            shown=(
                Shown(
                    name=FAMILY[0].name,
                    minor=False,
                    masked=masked,
                    village="格桑梅朵村",
                    members=3,
                    category=Category.MEDICAL,
                    title="支出型困难家庭（医疗）",
                    amount=Money.of_yuan("2100"),
                ),
                Shown(
                    name="平措",
                    minor=True,
                    village="雪莲村",
                    members=1,
                    category=Category.SPECIAL_INDIVIDUAL,
                    title="特殊困难个人（未成年人、精神病人）",
                    amount=Money.of_yuan("1365"),
                ),
            ),
            objections=Office(
                name="春堆乡人民政府社会事务办公室",
                address="林周县春堆乡便民服务大厅",
                phone="0891-0000101",
            ),
        )
    )


def countersignature() -> Document:
    """报备/补签表."""
    return countersignature_form(
        Countersignature(
            paper=paper(
                "临时救助委托审批报备（补签）表",
                "春政救备〔2026〕4号",
                date(2026, 3, 5),
                provisions="第十八条第（二）项第（1）目",
            ),
            county=COUNTY.name,
            applicant="次仁旺堆",
            village="格桑梅朵村",
            members=2,
            category="急难型困难家庭",
            cause="火灾",
            urgency="3月4日夜住房失火，衣被、口粮烧毁，无处过夜。",
            accepted_on=date(2026, 3, 5),
            approved_on=date(2026, 3, 5),
            amount=Money.of_yuan("1820"),
            method="现金发放",
            delegation="林民发〔2026〕3号（火灾类，2,000元以内）",
            findings="当日入户，房屋过火两间，口粮、衣被损毁；存款1,200元，短期内无其他收入来源。",
            opinion="情况紧急，符合救助条件，同意按最低标准给予救助。",
            caseworker="旦增",
            leader="索朗多吉",
            countersign_by=Limit(length="5日", last_day=date(2026, 3, 10)),
        )
    )


def referral(*, charity: bool = False) -> Document:
    """转介单."""
    return referral_slip(
        Referral(
            paper=paper(
                "临时救助转介单", "林民救转〔2026〕6号", date(2026, 4, 2), COUNTY, "第二十一条"
            ),
            serial=1,
            receiver="林周县民政局低保中心",
            purpose="慈善帮扶或社会工作服务" if charity else "最低生活保障",
            charity=charity,
            applicant="次仁旺堆",
            id_number=FAMILY[0].id_number,
            phone="13900000000",
            village="格桑梅朵村",
            members=3,
            category="支出型困难家庭（医疗）",
            granted=Money.of_yuan("2100"),
            granted_on=date(2026, 3, 25),
            need="本人短期内不能从事重体力劳动，家庭收入下降，拟申请最低生活保障。",
            consented_on=date(2026, 4, 1),
            handler="拉巴",
            reply_by=Limit(length="10个工作日", last_day=date(2026, 4, 17)),
        )
    )


ALL = {
    "acceptance": acceptance,
    "conditional-acceptance": conditional_acceptance,
    "deficiencies": deficiencies,
    "not-accepted": not_accepted,
    "approved": approved,
    "refused": refused,
    "form": form,
    "public-notice": notice,
    "countersignature": countersignature,
    "referral": referral,
}
"""Every document, by a short name."""
