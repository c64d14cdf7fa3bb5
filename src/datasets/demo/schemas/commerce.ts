import type { Schema } from "../../schema.js";
import { CATEGORIES, REGIONS, SEGMENTS } from "../truth.js";
import { boolean, category, customer, date, datetime, integer, MONEY, REQUIRED, text } from "./columns.js";

const SOURCES = ["direct", "organic", "paid search", "social", "email", "referral"];
const source = category("Where the visit came from; direct means unknown or typed in", SOURCES, REQUIRED);

export const ordersSchema: Schema = {
  name: "orders",
  row: "one category of goods in one order (sale), or its return",
  columns: {
    order: text("Order code; the lines of a basket share it", { ...REQUIRED, role: "order" }),
    line: integer("Number of the line in the order; a return bears the number of the line that came back", {
      required: true,
      min: 1,
    }),
    customer,
    date: date("Day of the sale or of the return", { ...REQUIRED, role: "date" }),
    kind: category("Sale or return; a return has negative units, revenue and margin", ["sale", "return"], REQUIRED),
    category: category("Product category", CATEGORIES, REQUIRED),
    units: integer("Pieces", REQUIRED),
    revenue: integer("Price paid", { ...MONEY, required: true, role: "amount" }),
    margin: integer("Revenue less cost of goods; a return loses its margin and 25 for handling", {
      ...MONEY,
      required: true,
    }),
    delivery_days: integer("Days from order to delivery; blank for returns", { min: 1, unit: "days" }),
    late: boolean("Delivered after the promised day; blank for returns"),
    campaign: text("Offer that brought the order, see campaigns.csv; blank if none"),
  },
};

export const sessionsSchema: Schema = {
  name: "sessions",
  row: "one visit of a visitor whose visits are recorded (a quarter of the customers, and strangers)",
  columns: {
    session: text("Visit code", { required: true, unique: true }),
    visitor: text("Customer code (C…) or the code of a stranger (V…)", REQUIRED),
    started_at: datetime("Start of the visit, local time", REQUIRED),
    source,
    campaign: text("Media campaign that brought the visit; blank if none"),
    touchpoint: category("Where the visit took place", ["app", "website"], REQUIRED),
    pages: integer("Pages seen", { required: true, min: 1 }),
    cart: boolean("Something was put into a cart", REQUIRED),
  },
};

export const cartsSchema: Schema = {
  name: "carts",
  row: "one cart filled in a recorded visit",
  columns: {
    cart: text("Cart code", { required: true, unique: true }),
    session: text("Visit code, see sessions.csv", { required: true, unique: true }),
    visitor: text("Customer code (C…) or the code of a stranger (V…)", REQUIRED),
    date: date("Day of the visit", REQUIRED),
    source,
    items: integer("Lines in the cart", { required: true, min: 1 }),
    value: integer("Value of the cart", { ...MONEY, required: true, min: 0 }),
    checkout: boolean("The checkout was reached", REQUIRED),
    ordered: boolean("The cart became an order", REQUIRED),
    order: text("Order code, see orders.csv; blank if abandoned"),
  },
};

export const leadsSchema: Schema = {
  name: "leads",
  row: "one business contact created in the window (segments Business and Reseller)",
  columns: {
    lead: text("Lead code", { required: true, unique: true }),
    created_on: date("Day the lead was created", REQUIRED),
    source: category("Where the lead came from", ["referral", "fair", "website", "paid search", "cold call"], REQUIRED),
    segment: category("Segment of the business", SEGMENTS, REQUIRED),
    region: category("Region of the business", REGIONS, REQUIRED),
    opportunity_on: date("Day it became an opportunity; blank if it has not"),
    closed_on: date("Day the deal was won or lost; blank if open or never an opportunity"),
    outcome: category("Blank is not lost: the deal is open, or there was none", ["won", "lost"]),
    loss_reason: category("Why a lost deal was lost", ["price", "competitor", "no answer", "no budget"]),
    value: integer("Expected yearly revenue of the opportunity", { ...MONEY, min: 0 }),
    customer: text("Customer a won deal became, see customers.csv"),
  },
};

export const campaignsSchema: Schema = {
  name: "campaigns",
  row: "one campaign",
  columns: {
    campaign: text("Campaign code: K… offers to customers, M… media", { required: true, unique: true }),
    name: text("Name, in Persian or Latin letters", REQUIRED),
    medium: category("Medium", ["email", "SMS", "paid search", "social"], REQUIRED),
    kind: category("Offer to known customers, or media", ["offer", "media"], REQUIRED),
    started_on: date("First day", REQUIRED),
    ended_on: date("Last day", REQUIRED),
    reached: integer("Messages sent (offers) or recorded visits brought (media)", { required: true, min: 0 }),
    held_out: integer("Customers held out at random; blank for media", { min: 0 }),
    orders: integer("Orders an offer truly brought (known because the company is made up)", { required: true, min: 0 }),
    cost: integer("What the campaign cost", { ...MONEY, required: true, min: 0 }),
  },
};

export const offersSchema: Schema = {
  name: "offers",
  row: "one customer in one offer campaign, a tenth held out at random",
  columns: {
    offer: text("Offer code", { required: true, unique: true }),
    customer,
    campaign: text("Campaign code, see campaigns.csv", REQUIRED),
    sent_on: date("Day the offer was sent (or would have been)", REQUIRED),
    group: category("Sent or held out", ["sent", "held out"], REQUIRED),
    response: category("Bought within 14 days, only opened, or none; blank if held out", ["bought", "opened", "none"]),
    margin_14d: integer("Margin of the 14 days from sending, both groups", { ...MONEY, required: true }),
  },
};

export const walletSchema: Schema = {
  name: "wallet",
  row: "one customer of the purchase panel in one quarter",
  columns: {
    customer,
    segment: category("Segment of the customer", SEGMENTS, REQUIRED),
    quarter: text("Calendar quarter, as 2025-Q3", REQUIRED),
    spent_here: integer("Net purchases here", { ...MONEY, required: true, min: 0 }),
    spent_all: integer("Purchases of such goods in all shops, ours among them", { ...MONEY, required: true, min: 0 }),
  },
};
