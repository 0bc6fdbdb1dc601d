#include "app/records/round_orders.hpp"

#include "app/records/scope.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::records {
namespace {

using store::Actor;
using store::Transaction;

#define PARVIS_ORDER                                                                                  \
  "SELECT o.order_id, o.programme_id, o.track, o.ordered_at, o.state, o.after_round_id, o.round_id, " \
  "o.server FROM round_order o "

constexpr db::Query one_order{"one_order", PARVIS_ORDER "WHERE o.city_id = $1 AND o.order_id = $2"};
constexpr db::Query running_order{
    "running_order",
    PARVIS_ORDER "WHERE o.city_id = $1 AND o.programme_id = $2 AND o.track = $3 AND o.state = 'running'"};
constexpr db::Query open_orders{
    "open_orders", PARVIS_ORDER "WHERE o.city_id = $1 AND o.state = 'running' AND " PARVIS_IN_SCOPE(
                       "o.programme_id", "NULL", "$2") " ORDER BY o.ordered_at DESC, o.order_id"};
constexpr db::Query add_order{"add_order", R"(
  INSERT INTO round_order (order_id, city_id, programme_id, track, ordered_at, server, state, after_round_id)
  VALUES ($1, $2, $3, $4, $5, $6, 'running', $7))"};
constexpr db::Query end_order{"end_order", R"(
  UPDATE round_order SET state = $3 WHERE city_id = $1 AND order_id = $2 AND state = 'running')"};
constexpr db::Query keep_order{"keep_order", R"(
  UPDATE round_order SET state = 'kept', round_id = $3 WHERE city_id = $1 AND order_id = $2 AND state = 'running')"};
constexpr db::Query order_of_round{
    "order_of_round", "SELECT after_round_id FROM round_order WHERE city_id = $1 AND round_id = $2"};

#undef PARVIS_ORDER

std::string_view text_of_state(OrderState state) {
  switch (state) {
    case OrderState::running: return "running";
    case OrderState::kept: return "kept";
    case OrderState::refused: return "refused";
    case OrderState::cancelled: return "cancelled";
    case OrderState::stopped: return "stopped";
  }
  return {};
}

OrderState order_state_of(std::string_view id) {
  for (const auto state : {OrderState::running, OrderState::kept, OrderState::refused, OrderState::cancelled})
    if (text_of_state(state) == id) return state;
  return OrderState::stopped;
}

}  // namespace

RoundOrders::RoundOrders(store::Store& store) : store_(store), server_(crypto::random_id()) {}

RoundOrder RoundOrders::order_of(const db::Row& row) const {
  RoundOrder order{row.get<OrderId>(0),
                   row.get<ProgrammeId>(1),
                   row.get<std::string>(2),
                   row.get<Moment>(3),
                   order_state_of(row.get<std::string>(4)),
                   row.get<std::optional<RoundId>>(5),
                   row.get<std::optional<RoundId>>(6)};
  if (order.state == OrderState::running && row.get<std::int64_t>(7) != server_)
    order.state = OrderState::stopped;
  return order;
}

Result<RoundOrders::Begun, Failure> RoundOrders::begin(const Actor& actor, Moment now, ProgrammeId programme,
                                                       std::string_view track, std::optional<RoundId> after) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<Begun, Failure> {
    PARVIS_TRY(const auto row, told(tx.first(running_order, tx.city(), programme, track)));
    if (row) {
      const auto other = order_of(*row);
      if (other.state == OrderState::running) return Begun{other.id, false};
      PARVIS_DONE(tx.run_unrecorded(end_order, tx.city(), other.id, text_of_state(OrderState::stopped)));
    }
    const OrderId id{crypto::random_id()};
    PARVIS_DONE(tx.run_unrecorded(add_order, id, tx.city(), programme, track, now, server_, after));
    return Begun{id, true};
  });
}

Result<bool, Failure> RoundOrders::keep_in(Transaction& tx, OrderId id, RoundId round) const {
  PARVIS_TRY(const auto kept, told(tx.run_unrecorded(keep_order, tx.city(), id, round)));
  if (kept == 0) return no(Failure(Refusal::move_not_open));
  return true;
}

Result<bool, Failure> RoundOrders::end(const Actor& actor, Moment now, OrderId id, OrderState how) const {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY(const auto ended, told(tx.run_unrecorded(end_order, tx.city(), id, text_of_state(how))));
    return ended > 0;
  });
}

Result<RoundOrder, Failure> RoundOrders::read(const Actor& actor, Moment now, OrderId id) const {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<RoundOrder, Failure> {
    PARVIS_TRY(const auto row, told(tx.first(one_order, tx.city(), id)));
    if (!row) return no(Failure(Refusal::no_such_round));
    return order_of(*row);
  });
}

Result<std::vector<RoundOrder>, Failure> RoundOrders::open_ones(const Actor& actor, Moment now,
                                                                const access::RowScope& scope) const {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<RoundOrder>, Failure> {
    PARVIS_TRY(const auto rows, told(tx.all(open_orders, tx.city(), scope_text(scope))));
    std::vector<RoundOrder> orders;
    for (const auto& row : rows) orders.push_back(order_of(row));
    return orders;
  });
}

Result<std::optional<RoundId>, Failure> RoundOrders::before(const Actor& actor, Moment now,
                                                            RoundId id) const {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::optional<RoundId>, Failure> {
    PARVIS_TRY(const auto row, told(tx.first(order_of_round, tx.city(), id)));
    if (!row) return std::optional<RoundId>();
    return row->get<std::optional<RoundId>>(0);
  });
}

}  // namespace parvis::records
