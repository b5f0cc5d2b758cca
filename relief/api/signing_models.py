"""What is asked and answered about signing in and the register of officers."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.officers import Kinship
from domain.posts import Post
from projections.reading import LARGEST_PAGE
from relief.api import queries as q
from relief.api.answers import Answer, Day
from relief.api.records import Body


class WaysIn(Answer):
    """可用的登录方式。development为真时接受试用令牌，不得用于真实办理。"""

    provider: bool
    local: bool
    development: bool


class SentOff(Answer):
    """请浏览器前往的登录地址。"""

    address: str


Password = Annotated[
    str, Field(strict=True, max_length=256), Field(json_schema_extra={"writeOnly": True})
]
OneTimeCode = Annotated[
    str, Field(strict=True, max_length=10), Field(json_schema_extra={"writeOnly": True})
]


class LocalSignIn(Body):
    """本地登录：人员编号、密码和一次性验证码。"""

    officer: Annotated[str, Field(strict=True, max_length=64)]
    password: Password
    code: OneTimeCode


class ChangePassword(Body):
    """修改本人密码：现密码、此刻的验证码和新密码（12至256个字符）。"""

    password: Password
    code: OneTimeCode
    new_password: Password


class OfferSecondFactor(Body):
    """申请更换本人验证器：尚不更换。"""


class Offered(Answer):
    """供验证器录入的地址，只显示这一次；offer在更换时原样交回。"""

    address: str
    offer: str


class ChangeSecondFactor(Body):
    """更换本人验证器：现密码、原验证器此刻的验证码，以及新验证器的验证码。"""

    password: Password
    code: OneTimeCode
    offer: Annotated[str, Field(strict=True, max_length=500)]
    new_code: OneTimeCode


class CredentialsChanged(Answer):
    """已更换；本人的其他会话均已结束。"""

    changed: bool


class Holding(Answer):
    """一项任用。"""

    number: str
    post: Post
    division: str
    valid_from: Day
    valid_to: Day | None
    document: str


class SessionAnswer(Answer):
    """当前登录的人员及其在任岗位。until为最迟须重新登录的时刻；凭令牌访问时为空。"""

    officer: str
    division: str
    posts: list[Post]
    appointments: list[Holding]
    until: datetime | None


class SignedOut(Answer):
    """已退出登录。"""

    signed_out: bool


class Kin(Answer):
    """一项回避申报：人员标识和关系。"""

    person: str
    relation: Kinship


class OfficerLine(Answer):
    """登记册中的一名人员。kin只对安全管理员和审计管理员显示，其他人为空值。"""

    officer: str
    appointments: list[Holding]
    kin: list[Kin] | None
    credentials: list[str]
    linked: list[str]


class OfficerPage(Answer):
    """人员登记册的一页；next为下一页的游标。"""

    items: list[OfficerLine]
    next: str | None


class DoorLine(Answer):
    """一次登录、失败、等待或退出。officer为“-”：没有这样的人员。"""

    number: int
    at: datetime
    officer: str
    event: str
    method: str
    address: str


class DoorPage(Answer):
    """登录记录的一页；next为下一页的游标。"""

    items: list[DoorLine]
    next: str | None


class CallbackQuery(BaseModel):
    """登录服务经浏览器带回的内容；其他参数不看。"""

    model_config = ConfigDict(extra="ignore")

    state: str = Field(max_length=200)
    code: str | None = Field(None, max_length=2000)
    iss: str | None = Field(None, max_length=500)


class PageQuery(BaseModel):
    """分页。"""

    model_config = ConfigDict(extra="forbid")

    cursor: q.Cursor | None = None
    limit: int = Field(100, ge=1, le=LARGEST_PAGE)


MODELS: tuple[type[BaseModel], ...] = (
    LocalSignIn,
    SessionAnswer,
    ChangePassword,
    OfferSecondFactor,
    Offered,
    ChangeSecondFactor,
    CredentialsChanged,
)
"""What the document describes beside the bodies of commands."""
