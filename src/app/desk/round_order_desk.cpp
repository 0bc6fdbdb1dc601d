#include "app/desk/rounds_desk.hpp"
#include "app/gate/replies.hpp"

namespace parvis::desk {

using access::Doing;
using access::Thing;
using records::Failure;
using records::OrderId;
using records::OrderState;
using store::ProgrammeId;
using web::Asked;

/// So long a page waits for its round; a small one is done by then.
constexpr std::chrono::milliseconds patience{1200};

http::Response RoundPages::run(Asked& asked) {
  const auto choice = asked.field("place");
  const auto slash = choice.find('/');
  const auto number = whole_number(std::string_view(choice).substr(0, slash));
  if (!number || !may_in(asked, Thing::programmes_and_rounds, Doing::create, ProgrammeId{*number}))
    return all(asked, {{"place", say("Choose a programme from the list.")}});
  records::RoundWish wish;
  wish.programme = ProgrammeId{*number};
  if (slash != std::string::npos) wish.track = choice.substr(slash + 1);
  wish.day = asked.now.day_utc();
  const auto begun = begin(asked, std::move(wish), {});
  if (!begun) return failed(begun.error(), asked.t);
  if (const auto done = work_->progress(*begun); done && done->failure && done->failure->refusal)
    return all(asked, {{"place", records::in_words(*done->failure->refusal)}});
  return to_order(asked, *begun);
}

Result<OrderId, Failure> RoundPages::begin(const Asked& asked, records::RoundWish wish,
                                           std::optional<store::RoundId> after) {
  const auto who = actor(asked);
  PARVIS_TRY(const auto begun, orders_.begin(who, asked.now, wish.programme, wish.track, after));
  if (begun.is_new) {
    work_->add(who, asked.now, std::move(wish), begun.id);
    (void)work_->wait(begun.id, patience);
  }
  return begun.id;
}

http::Response RoundPages::to_order(const Asked& asked, OrderId id) const {
  const auto order = orders_.read(actor(asked), asked.now, id);
  if (order && order->round) return to_round(asked, *order->round);
  return web::see_other(views::address(asked.t, "/omgangar/raknar/" + std::to_string(id.number)));
}

/// How far it has come, or what became of it.
http::Response RoundPages::order(Asked& asked) {
  const OrderId id{asked.number(0).value_or(0)};
  const auto order = orders_.read(actor(asked), asked.now, id);
  if (!order) return absent(order.error(), asked);
  if (!may_in(asked, Thing::programmes_and_rounds, Doing::read, order->programme))
    return denied(city_, asked);
  if (order->round) return to_round(asked, *order->round);
  const auto programmes = city_.programmes.list(
      actor(asked), asked.now, scope_of(asked, Thing::programmes_and_rounds), asked.now.day_utc());
  if (!programmes) return failed(programmes.error(), asked.t);
  views::OrderShown shown;
  shown.id = id.number;
  shown.place = place_value(order->programme, order->track);
  for (const auto& programme : *programmes)
    if (programme.id == order->programme) shown.name = place_name(*programme.rules, order->track, asked.t);
  shown.may_run = may_in(asked, Thing::programmes_and_rounds, Doing::create, order->programme);
  const auto progress = work_->progress(id);
  switch (order->state) {
    case OrderState::running:
      shown.as =
          progress && !progress->has_begun ? views::OrderShownAs::waiting : views::OrderShownAs::running;
      break;
    case OrderState::cancelled: shown.as = views::OrderShownAs::cancelled; break;
    case OrderState::stopped: shown.as = views::OrderShownAs::stopped; break;
    case OrderState::kept:
    case OrderState::refused: shown.as = views::OrderShownAs::refused; break;
  }
  if (progress) {
    shown.step = static_cast<int>(progress->stage) + 1;
    shown.share = progress->share / 100;
    if (shown.as == views::OrderShownAs::refused && progress->failure && progress->failure->refusal) {
      shown.why = progress->failure->why;
      shown.why.insert(shown.why.begin(), records::in_words(*progress->failure->refusal));
    }
  }
  return round_reply(views::order_page(shown, desk_of(asked), asked.t), asked);
}

http::Response RoundPages::cancel(Asked& asked) {
  const OrderId id{asked.number(0).value_or(0)};
  const auto order = orders_.read(actor(asked), asked.now, id);
  if (!order) return absent(order.error(), asked);
  if (!may_in(asked, Thing::programmes_and_rounds, Doing::create, order->programme))
    return denied(city_, asked);
  const auto ended = orders_.end(actor(asked), asked.now, id, OrderState::cancelled);
  if (!ended) return failed(ended.error(), asked.t);
  return to_order(asked, id);
}

}  // namespace parvis::desk
