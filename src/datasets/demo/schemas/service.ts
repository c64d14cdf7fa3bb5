import type { Schema } from "../../schema.js";
import { CONTACT_KINDS } from "../truth.js";
import { boolean, category, customer, date, datetime, integer, MONEY, REQUIRED, text } from "./columns.js";

export const contactsSchema: Schema = {
  name: "contacts",
  row: "one contact of a customer with the shop, or one change the customer made in the account",
  columns: {
    contact: text("Contact code", { required: true, unique: true }),
    customer,
    at: datetime("When, local time", REQUIRED),
    kind: category("What it was about", CONTACT_KINDS, REQUIRED),
    medium: category("How", ["phone", "chat", "email", "self-service"], REQUIRED),
    detail: text("For a touchpoint change: from where to where"),
  },
};

export const billingSchema: Schema = {
  name: "billing",
  row: "one monthly statement of a pay-later customer with purchases in the month",
  columns: {
    customer,
    month: text("Month of the purchases, as 2025-07", REQUIRED),
    amount: integer("Amount due", { ...MONEY, required: true, min: 0 }),
    due_on: date("Day it is due", REQUIRED),
    paid_on: date("Day it was paid; blank if not paid by 2026-06-30"),
    days_late: integer("Days after the due day, 0 if in time; blank if not paid by 2026-06-30", {
      min: 0,
      unit: "days",
    }),
  },
};

export const complaintsSchema: Schema = {
  name: "complaints",
  row: "one complaint",
  columns: {
    complaint: text("Complaint code", { required: true, unique: true }),
    customer,
    opened_on: date("Day of the complaint", REQUIRED),
    about: category("What about", ["delivery", "quality", "returns", "billing", "support"], REQUIRED),
    closed_on: date("Day it was closed; blank if open on 2026-06-30"),
    outcome: category("What was done; 'none' is closed without an answer; blank if open", [
      "refund",
      "replacement",
      "apology",
      "rejected",
      "none",
    ]),
    handling: integer("Satisfaction with the handling, 1–5; blank if not answered or open", { min: 1, max: 5 }),
  },
};

export const ticketsSchema: Schema = {
  name: "tickets",
  row: "one ticket of the support desk (questions, technical calls and complaints)",
  columns: {
    ticket: text("Ticket code", { required: true, unique: true }),
    customer,
    topic: category("Topic", ["technical", "product", "billing", "delivery", "complaint"], REQUIRED),
    opened_at: datetime("Opened, local time", REQUIRED),
    first_answer_at: datetime("First answer; blank if none by the end of 2026-06-30"),
    resolved_at: datetime("Resolved; blank if open at the end of 2026-06-30"),
    reopened: boolean("Opened again afterwards; blank if not resolved"),
    satisfaction: integer("Satisfaction with the solution, 1–5; blank if not answered", { min: 1, max: 5 }),
    complaint: text("Complaint code, see complaints.csv; blank for other topics"),
  },
};
