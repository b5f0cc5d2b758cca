"""试算: what the law prescribes on given facts. It decides nothing and stores nothing."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from domain.assessment.engine import Assessor
from domain.law.pack import NoLawInForce
from domain.reference import ReferenceValueRecorded
from relief.api import reading
from relief.api.answers import Answer, ReferenceList
from relief.api.assessed import plain, told
from relief.api.desk import Desk
from relief.api.gathered import invalid, question
from relief.api.openapi import POSTED, REF, SIGNED_IN, asks, problem
from relief.api.problems import Problem
from relief.api.questions import AssessmentQuestion
from relief.api.routes import Tag
from relief.api.shown import answer


class AssessmentAnswer(Answer):
    """试算结果：只供参考，不是决定。每一项都附条文。"""

    on: str
    township: str
    pack: str
    document: str
    verdict: dict[str, Any] = Field(description="结论及所依据的条文")
    covered: dict[str, Any] = Field(description="是否属于该类困难")
    tests: list[dict[str, Any]] = Field(description="各项困难标准")
    grounds: list[dict[str, Any]] = Field(description="不予救助的情形")
    elsewhere: dict[str, Any] | None = Field(description="适用的其他规定")
    missing: list[dict[str, Any]] = Field(description="尚缺的事实、材料和认定")
    amount: dict[str, Any] | None = Field(description="金额或幅度（元）")
    room: dict[str, Any] = Field(description="本年剩余额度（元）")
    decider: dict[str, Any] = Field(description="由谁审批")
    flags: list[dict[str, Any]] = Field(description="须注意的事项")
    limits: list[dict[str, Any]] = Field(description="该程序的时限，分法定和内部")
    materials: list[dict[str, Any]] = Field(description="应交材料")
    values: dict[str, Any] = Field(description="所用的参数和标准")
    trace: dict[str, Any] = Field(description="全部计算过程，可据以复算")


class CaseAssessment(AssessmentAnswer):
    """按登记情况核定的结果：审核和审批均以同一方法核定。record为所依据的登记序号。"""

    record: int | None


def assessing(desk: Desk) -> APIRouter:
    """``/v1/assessments`` and the figures recorded for them, ``/v1/reference-values``."""
    made = APIRouter(tags=[Tag.ASSESSMENT.value])
    assessor = Assessor(desk.service.law)

    @made.post(
        "/v1/assessments",
        summary="试算",
        operation_id="Assess",
        response_model=None,
        openapi_extra=described(),
    )
    async def assess(request: Request) -> Response:
        await desk.officer(request)
        raw = await reading.raw_body(request)
        return answer(await desk.blocking(lambda: assessed(desk, assessor, raw)))

    @made.get(
        "/v1/reference-values",
        summary="已登记的参考标准数值",
        operation_id="ReferenceValues",
        **asks(ReferenceList),
    )
    async def recorded(request: Request) -> Response:
        await desk.officer(request)
        known = await desk.blocking(desk.service.references.current)
        return answer({"version": known.version, "items": [item(f) for f in known.recorded]})

    return made


def assessed(desk: Desk, assessor: Assessor, raw: bytes) -> dict[str, Any]:
    """The answer to a body. Raises ``Problem``."""
    service = desk.service
    asked = question(raw, service.law, service.divisions, service.clock.now().date())
    known = asked.question
    try:
        engine = assessor.engine(known.accepted_on, known.township)
        return told(engine.assess(known, service.references.current()), engine.pack, asked)
    except NoLawInForce:
        raise Problem(invalid("accepted_on", "no-law-in-force")) from None


def item(value: ReferenceValueRecorded) -> dict[str, Any]:
    """A figure as it was recorded."""
    shown: dict[str, Any] = plain(value)
    shown["region"] = shown.pop("area")
    shown["recorded_on"] = shown.pop("on")
    return shown


def described() -> dict[str, Any]:
    """The assessment as the OpenAPI document describes it: a body, and no key."""
    schema = {"$ref": REF.format(model=AssessmentQuestion.__name__)}
    found = {"$ref": REF.format(model=AssessmentAnswer.__name__)}
    return {
        "description": "不作决定，不保存任何内容。请求中只写编号，不写个人信息。",
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {
            "200": {"description": "结果", "content": {"application/json": {"schema": found}}},
            **{str(status): problem(status) for status in POSTED},
        },
        "security": SIGNED_IN,
    }


MODELS: tuple[type[BaseModel], ...] = (AssessmentQuestion, AssessmentAnswer)
"""The bodies the document describes beside those of commands."""
