/// Checks a draw without the engine that made it: draw numbers and order are computed again, and each decision of each
/// wave is held against the definition by asking, of the placement that is claimed, who can reach what by changing
/// places. Nothing is matched here, so nothing of `domain/assignment` is linked.
#pragma once

#include <vector>

#include "domain/proof/draw_claim.hpp"
#include "platform/base/message.hpp"

namespace parvis::proof {

/// Empty: proved. At most `most_findings` (checker.hpp). `list` without its bounds: the claim's own are looked at.
///
/// Proved is, for each wave: the order is that of seed, class and id; offers go only to who wished for the place and was
/// never offered one before; nobody is over a capacity with those who have said yes; all bounds hold; whoever is passed
/// over could not have had a place without taking it from somebody earlier or breaking a bound; and no way to place the
/// same people has more points. Whoever did not answer an earlier wave counts as a no.
std::vector<Message> check_draw(const lots::List& list, const DrawClaim& claim,
                                const std::vector<DrawOffer>& offers);

}  // namespace parvis::proof
