// A kept round is checked, and closed.
#include "app/desk/rounds_desk.hpp"
#include "app/gate/replies.hpp"

namespace parvis::desk {

using access::Doing;
using access::Thing;
using store::RoundId;
using web::Asked;

http::Response RoundPages::check(Asked& asked) {
  const RoundId id{asked.number(0).value_or(0)};
  const auto held = city_.rounds.run_again(actor(asked), asked.now, id);
  if (!held) return absent(held.error(), asked);
  if (!may_in(asked, Thing::programmes_and_rounds, Doing::read, (*held)->run.programme.id))
    return denied(city_, asked);
  auto checked = city_.rounds.verify(actor(asked), asked.now, id);
  if (!checked) return failed(checked.error(), asked.t);
  return one(asked, {}, views::CheckedShown{std::move(checked->findings), checked->possible_pairs});
}

http::Response RoundPages::close(Asked& asked) {
  const RoundId id{asked.number(0).value_or(0)};
  const auto held = city_.rounds.run_again(actor(asked), asked.now, id);
  if (!held) return absent(held.error(), asked);
  if (!may_in(asked, Thing::programmes_and_rounds, Doing::stop, (*held)->run.programme.id))
    return denied(city_, asked);
  const auto done = city_.rounds.close(actor(asked), asked.now, id);
  return done ? to_round(asked, id) : failed(done.error(), asked.t);
}

}  // namespace parvis::desk
