import { describe, expect, test } from "vitest";
import {
  chargedByBilling,
  chargedByDeduction,
  type KlingTask,
  stateOf,
} from "../../../../electron/core/generation/providers/kling-answers.ts";
import { ServiceFault } from "../../../../electron/core/generation/service-fault.ts";

const host = "https://api-singapore.klingai.com";
const dollars = (micros: number) => ({ currency: "USD", micros });

describe("what Kling says that it charged", () => {
  test("is the sum of dollars and of units at 14 cents", () => {
    const cash = { charge_type: "cash", cash_type: "balance", amount: "0.336", currency: "USD", list_price: "0.42" };
    const units = { charge_type: "unit", package_type: "video", amount: "5" };
    expect(chargedByBilling([cash], false)).toEqual(dollars(336_000));
    expect(chargedByBilling([cash, units], false)).toEqual(dollars(1_036_000));
    expect(chargedByDeduction("2.4", "0.5", host)).toEqual(dollars(836_000));
    expect(chargedByDeduction("2.4", undefined, host)).toEqual(dollars(336_000));
  });

  test("is not known in another currency, or where it says nothing", () => {
    expect(chargedByBilling([{ charge_type: "cash", amount: "2.4", currency: "CNY" }], false)).toBeNull();
    expect(chargedByBilling([{ charge_type: "coupon", amount: "1" }], false)).toBeNull();
    for (const nothing of [undefined, null, "free", [{ amount: "1" }]]) {
      expect(chargedByBilling(nothing, true)).toBeNull();
    }
    expect(chargedByDeduction(undefined, null, host)).toBeNull();
    expect(chargedByDeduction("0", "2.4", "https://api-beijing.klingai.com")).toBeNull();
  });

  test("is nothing for a failed task with an empty bill, and not known yet for a film with one", () => {
    expect(chargedByBilling([], true)).toEqual(dollars(0));
    expect(chargedByBilling([], false)).toBeNull();
    expect(chargedByDeduction("0", "0", host)).toEqual(dollars(0));
  });
});

describe("a task of Kling", () => {
  const task: KlingTask = {
    ...{ id: "1", ourId: "job_1", status: "succeeded", message: "", charged: null },
    ...{ createdAtMs: 1000, updatedAtMs: 2000, filmUrl: "https://films.example/1.mp4" },
  };

  test("has ended under either spelling, and its film is kept for 30 days", () => {
    for (const status of ["succeed", "succeeded"]) {
      expect(stateOf({ ...task, status }, "Kling", 0)).toEqual({
        state: "succeeded",
        result: { url: task.filmUrl, expiresAt: new Date(2000 + 30 * 86_400_000).toISOString() },
        charged: null,
      });
    }
  });

  test("is at work in any state that is not known", () => {
    expect(stateOf({ ...task, status: "submitted" }, "Kling", 0)).toMatchObject({ state: "working", note: "in line" });
    expect(stateOf({ ...task, status: "dreaming" }, "Kling", 0)).toMatchObject({ state: "working", note: null });
  });

  test("that is done and has no film is asked about again", () => {
    expect(() => stateOf({ ...task, filmUrl: null }, "Kling", 0)).toThrow(ServiceFault);
  });
});
