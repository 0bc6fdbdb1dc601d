#include "domain/suitability/crowd.hpp"

#include <algorithm>
#include <numeric>

#include "domain/suitability/features.hpp"
#include "domain/suitability/kinds.hpp"
#include "platform/base/parallel.hpp"

namespace parvis::suitability {
namespace {

/// More than this is not written down but asked: 64 MB of bits for a rule, 96 MB of values for a criterion.
constexpr std::size_t most_blocks_kept = 8'000'000, most_values_kept = 48'000'000;
constexpr std::size_t kinds_at_once = 16;

/// Runs `act(kind)` for every kind, some at a time.
void for_each_kind(std::size_t kinds, int threads, const std::function<void(std::size_t)>& act) {
  in_parallel((kinds + kinds_at_once - 1) / kinds_at_once, threads, [&](std::size_t slice) {
    const auto end = std::min(kinds, (slice + 1) * kinds_at_once);
    for (std::size_t kind = slice * kinds_at_once; kind < end; ++kind) act(kind);
  });
}

}  // namespace

Crowd::Crowd(const Suitability& suitability, int threads) : suitability_(suitability) {
  const auto& data = *suitability.data_;
  const auto& track = suitability.track();
  const auto rules = track.rules.size();
  std::vector<Kinds> kinds(rules + track.criteria.size());
  in_parallel(kinds.size(), threads, [&](std::size_t i) {
    kinds[i] = i < rules ? kinds_for_rule(data, i) : kinds_for_criterion(data, i - rules);
  });

  // What stops most stands first in the order: occupations, then what weighs most, then the rest.
  std::vector<std::pair<int, std::size_t>> sorting;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (i >= rules)
      sorting.emplace_back(-track.criteria[i - rules].weight, i);
    else if (std::holds_alternative<programme::NearOccupation>(track.rules[i].test))
      sorting.emplace_back(INT32_MIN, i);
    else if (!std::holds_alternative<programme::NotTogetherBefore>(track.rules[i].test))
      sorting.emplace_back(data.of_mentor[i].empty() ? 0 : INT32_MIN, i);
  }
  std::sort(sorting.begin(), sorting.end());
  std::vector<std::vector<std::uint32_t>> mentor_kinds;
  for (const auto& [rank, i] : sorting) mentor_kinds.push_back(kinds[i].of_mentor);
  put_in_order(mentor_kinds);

  for (std::size_t r = 0; r < rules; ++r) {
    if (std::holds_alternative<programme::NotTogetherBefore>(track.rules[r].test)) {
      excluding_.push_back(r);
      continue;
    }
    auto& answers = answers_.emplace_back();
    answers.rule = r;
    answers.can_be_unknown = track.rules[r].unknown == programme::OnUnknown::stop;
    answers.of_adept = std::move(kinds[r].of_adept);
    answers.example_adept = std::move(kinds[r].example_adept);
    write_answers(answers, kinds[r].of_mentor, kinds[r].example_mentor, threads);
  }
  if (!excluding_.empty()) note_excluded();
  for (std::size_t c = 0; c < track.criteria.size(); ++c) {
    if (track.criteria[c].weight == 0) continue;
    auto& of = kinds[rules + c];
    auto& values = values_.emplace_back();
    values.criterion = c;
    values.weight = track.criteria[c].weight;
    values.of_adept = std::move(of.of_adept);
    write_values(values, of.example_adept, of.of_mentor, of.example_mentor, threads);
  }
}

void Crowd::put_in_order(const std::vector<std::vector<std::uint32_t>>& mentor_kinds) {
  const auto mentors = suitability_.mentors().size();
  order_.resize(mentors);
  std::iota(order_.begin(), order_.end(), 0U);
  std::sort(order_.begin(), order_.end(), [&](std::uint32_t x, std::uint32_t y) {
    for (const auto& kind : mentor_kinds)
      if (kind[x] != kind[y]) return kind[x] < kind[y];
    return x < y;
  });
  position_.resize(mentors);
  for (std::uint32_t p = 0; p < mentors; ++p) position_[order_[p]] = p;
  const auto blocks = (mentors + block_size - 1) / block_size;
  valid_.assign(blocks, ~Bits{0});
  if (mentors % block_size != 0) valid_.back() = (Bits{1} << (mentors % block_size)) - 1;
  valid_blocks_.assign((blocks + block_size - 1) / block_size, ~Bits{0});
  if (blocks % block_size != 0) valid_blocks_.back() = (Bits{1} << (blocks % block_size)) - 1;
  first_mentor_.assign(blocks, UINT32_MAX);
  for (std::size_t p = 0; p < mentors; ++p)
    first_mentor_[p / block_size] = std::min(first_mentor_[p / block_size], order_[p]);
}

void Crowd::write_answers(Answers& answers, const std::vector<std::uint32_t>& mentor_kind,
                          const std::vector<std::uint32_t>& example_mentor, int threads) {
  const auto kinds = answers.example_adept.size();
  answers.kept = kinds * blocks() <= most_blocks_kept;
  if (!answers.kept) return;
  std::vector<std::uint32_t> kind_at(order_.size());
  for (std::size_t p = 0; p < order_.size(); ++p) kind_at[p] = mentor_kind[order_[p]];
  answers.stops.assign(kinds * blocks(), 0);
  answers.closed.assign(kinds * valid_blocks_.size(), 0);
  if (answers.can_be_unknown) answers.in_doubt.assign(kinds * blocks(), 0);
  answers.removed.assign(kinds, 0);
  for_each_kind(kinds, threads, [&](std::size_t kind) {
    // 0: may, 1: no, 3: stops because it is not known
    std::vector<std::uint8_t> judged(example_mentor.size());
    for (std::size_t m = 0; m < judged.size(); ++m) {
      const auto answer =
          suitability_.data_->judge(answers.rule, answers.example_adept[kind], example_mentor[m]);
      judged[m] = answer == Judged::no ? 1 : answer == Judged::unknown && answers.can_be_unknown ? 3 : 0;
    }
    Bits* stops = answers.stops.data() + kind * blocks();
    Bits* in_doubt = answers.can_be_unknown ? answers.in_doubt.data() + kind * blocks() : nullptr;
    for (std::size_t p = 0; p < kind_at.size(); ++p) {
      const Bits answer = judged[kind_at[p]];
      stops[p / block_size] |= (answer & 1) << (p % block_size);
      if (in_doubt) in_doubt[p / block_size] |= (answer >> 1) << (p % block_size);
    }
    for (std::size_t b = 0; b < blocks(); ++b) {
      answers.removed[kind] += std::popcount(stops[b]);
      if (stops[b] == valid_[b])
        answers.closed[kind * valid_blocks_.size() + b / block_size] |= Bits{1} << (b % block_size);
    }
  });
}

void Crowd::write_values(Values& values, const std::vector<std::uint32_t>& example_adept,
                         const std::vector<std::uint32_t>& mentor_kind,
                         const std::vector<std::uint32_t>& example_mentor, int threads) {
  values.mentor_kinds = example_mentor.size();
  values.kind_at.resize(order_.size());
  for (std::size_t p = 0; p < order_.size(); ++p) values.kind_at[p] = mentor_kind[order_[p]];
  if (example_adept.size() * example_mentor.size() > most_values_kept) return;
  values.value.resize(example_adept.size() * example_mentor.size());
  for_each_kind(example_adept.size(), threads, [&](std::size_t kind) {
    std::int16_t* row = values.value.data() + kind * example_mentor.size();
    for (std::size_t m = 0; m < example_mentor.size(); ++m)
      row[m] = static_cast<std::int16_t>(
          suitability_.part(values.criterion, example_adept[kind], example_mentor[m]).value);
  });
  write_most(values, example_adept.size(), threads);
}

void Crowd::write_most(Values& values, std::size_t adept_kinds, int threads) {
  if (adept_kinds * blocks() > most_values_kept) return;
  // The kinds that stand in each block, each once.
  std::vector<std::uint32_t> first{0}, standing;
  for (std::size_t b = 0; b < blocks(); ++b) {
    const auto from = static_cast<std::ptrdiff_t>(b * block_size);
    const auto to = std::min<std::ptrdiff_t>(from + block_size, static_cast<std::ptrdiff_t>(order_.size()));
    std::vector<std::uint32_t> here(values.kind_at.begin() + from, values.kind_at.begin() + to);
    std::sort(here.begin(), here.end());
    here.erase(std::unique(here.begin(), here.end()), here.end());
    standing.insert(standing.end(), here.begin(), here.end());
    first.push_back(static_cast<std::uint32_t>(standing.size()));
  }
  values.most.resize(adept_kinds * blocks());
  for_each_kind(adept_kinds, threads, [&](std::size_t kind) {
    const std::int16_t* row = values.value.data() + kind * values.mentor_kinds;
    for (std::size_t b = 0; b < blocks(); ++b) {
      std::int16_t most = 0;
      for (auto i = first[b]; i < first[b + 1]; ++i) most = std::max(most, row[standing[i]]);
      values.most[kind * blocks() + b] = most;
    }
  });
}

void Crowd::note_excluded() {
  const auto& data = *suitability_.data_;
  std::unordered_map<std::string_view, std::uint32_t> adept_at, mentor_at;
  for (std::uint32_t a = 0; a < data.adepts->size(); ++a) adept_at.emplace((*data.adepts)[a].id, a);
  for (std::uint32_t m = 0; m < data.mentors->size(); ++m) mentor_at.emplace((*data.mentors)[m].id, m);
  excluded_.resize(data.adepts->size());
  for (std::uint32_t a = 0; a < data.adepts->size(); ++a)
    for (const auto& id : (*data.adepts)[a].not_with)
      if (const auto m = mentor_at.find(id); m != mentor_at.end())
        excluded_[a].push_back(position_[m->second]);
  for (std::uint32_t m = 0; m < data.mentors->size(); ++m)
    for (const auto& id : (*data.mentors)[m].not_with)
      if (const auto a = adept_at.find(id); a != adept_at.end()) excluded_[a->second].push_back(position_[m]);
  for (auto& positions : excluded_) {
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  }
}

Look::Look(const Crowd& crowd)
    : crowd_(crowd),
      weights_(crowd.suitability_.data_->total_weight),
      full_(crowd.blocks(), static_cast<std::int16_t>(full_value)) {}

void Look::at(std::size_t adept) {
  adept_ = adept;
  closed_.clear();
  stops_.clear();
  rows_.clear();
  asks_more_ = !crowd_.excluding_.empty() && !crowd_.excluded_[adept].empty();
  for (const auto& answers : crowd_.answers_) {
    if (!answers.kept) {
      asks_more_ = true;
      continue;
    }
    const auto kind = answers.of_adept[adept];
    if (answers.removed[kind] == 0) continue;
    closed_.push_back(answers.closed.data() + kind * crowd_.valid_blocks_.size());
    stops_.push_back(answers.stops.data() + kind * crowd_.blocks());
  }
  base_ = most_base_ = 0;
  asks_criteria_ = false;
  for (const auto& values : crowd_.values_) {
    const auto kind = values.of_adept[adept];
    if (values.value.empty()) {
      asks_criteria_ = true;
      most_base_ += values.weight * full_value;
      continue;
    }
    const auto* row = values.value.data() + kind * values.mentor_kinds;
    if (values.mentor_kinds == 1) {
      base_ += values.weight * row[0];
      most_base_ += values.weight * row[0];
      continue;
    }
    rows_.push_back({values.weight, row, values.kind_at.data(),
                     values.most.empty() ? full_.data() : values.most.data() + kind * crowd_.blocks()});
  }
}

Bits Look::asked_one_by_one(std::size_t block, Bits bits) const {
  if (!crowd_.excluding_.empty()) {
    const auto& out = crowd_.excluded_[adept_];
    for (auto at = std::lower_bound(out.begin(), out.end(), block * block_size);
         at != out.end() && *at < (block + 1) * block_size; ++at)
      bits &= ~(Bits{1} << (*at % block_size));
  }
  const auto& data = *crowd_.suitability_.data_;
  for (const auto& answers : crowd_.answers_) {
    if (answers.kept) continue;
    for (Bits left = bits; left != 0; left &= left - 1) {
      const auto bit = std::countr_zero(left);
      const auto mentor = crowd_.order_[block * block_size + static_cast<std::size_t>(bit)];
      const auto judged = data.judge(answers.rule, adept_, mentor);
      if (judged == Judged::no || (judged == Judged::unknown && answers.can_be_unknown))
        bits &= ~(Bits{1} << bit);
    }
  }
  return bits;
}

std::int64_t Look::asked_points(std::size_t position) const {
  std::int64_t sum = 0;
  for (const auto& values : crowd_.values_)
    if (values.value.empty())
      sum +=
          values.weight * crowd_.suitability_.part(values.criterion, adept_, crowd_.order_[position]).value;
  return sum;
}

void Look::add_to_tally(std::size_t rule, const Bits* stops, const Bits* in_doubt, Tally& tally) const {
  for (std::size_t b = 0; b < tally.stopped.size(); ++b) {
    tally.stopped_twice[b] |= tally.stopped[b] & stops[b];
    tally.stopped[b] |= stops[b];
    if (in_doubt) tally.alone_in_doubt[b] |= in_doubt[b];
  }
  tally.removed[rule] = -1;  // counted by the caller, where it is not known beforehand
}

void Look::tally(const std::vector<Bits>& among, bool among_is_everyone, Tally& tally) const {
  const auto& data = *crowd_.suitability_.data_;
  const auto blocks = crowd_.blocks();
  const auto rules = data.track->rules.size();
  tally.stopped.assign(blocks, 0);
  tally.stopped_twice.assign(blocks, 0);
  tally.alone_in_doubt.assign(blocks, 0);
  tally.removed.assign(rules, 0);
  tally.alone.assign(rules, 0);
  std::vector<std::pair<std::size_t, const Bits*>> rows;
  std::vector<std::vector<Bits>> made;  // rows that are not kept
  made.reserve(2 * rules);
  for (const auto& answers : crowd_.answers_) {
    const auto kind = answers.of_adept[adept_];
    if (answers.kept) {
      if (answers.removed[kind] == 0) continue;
      const auto* stops = answers.stops.data() + kind * blocks;
      add_to_tally(answers.rule, stops,
                   answers.in_doubt.empty() ? nullptr : answers.in_doubt.data() + kind * blocks, tally);
      rows.emplace_back(answers.rule, stops);
      if (among_is_everyone) tally.removed[answers.rule] = answers.removed[kind];
      continue;
    }
    auto& stops = made.emplace_back(blocks);
    auto& in_doubt = made.emplace_back(blocks);
    for (std::size_t p = 0; p < crowd_.order_.size(); ++p) {
      const auto judged = data.judge(answers.rule, adept_, crowd_.order_[p]);
      const Bits bit = Bits{1} << (p % block_size);
      if (judged == Judged::no) stops[p / block_size] |= bit;
      if (judged == Judged::unknown && answers.can_be_unknown) {
        stops[p / block_size] |= bit;
        in_doubt[p / block_size] |= bit;
      }
    }
    add_to_tally(answers.rule, stops.data(), in_doubt.data(), tally);
    rows.emplace_back(answers.rule, stops.data());
  }
  for (const auto rule : crowd_.excluding_) {
    if (crowd_.excluded_[adept_].empty()) continue;
    auto& stops = made.emplace_back(blocks);
    for (const auto p : crowd_.excluded_[adept_]) stops[p / block_size] |= Bits{1} << (p % block_size);
    add_to_tally(rule, stops.data(), nullptr, tally);
    rows.emplace_back(rule, stops.data());
  }
  for (const auto& [rule, stops] : rows) {
    const bool counted = tally.removed[rule] >= 0;
    int removed = 0, alone = 0;
    for (std::size_t b = 0; b < blocks; ++b) {
      const Bits here = stops[b] & among[b];
      if (!counted) removed += std::popcount(here);
      if (const Bits one = here & ~tally.stopped_twice[b]; one != 0) alone += std::popcount(one);
    }
    if (!counted) tally.removed[rule] = removed;
    tally.alone[rule] = alone;
  }
  for (std::size_t b = 0; b < blocks; ++b) tally.alone_in_doubt[b] &= ~tally.stopped_twice[b];
}

namespace {

void look_at_block(const Crowd& crowd, const Look& look, std::size_t block, Bits bits, Best& best) {
  auto least = look.points_for(best.score);
  for (; bits != 0; bits &= bits - 1) {
    const auto position = block * block_size + static_cast<std::size_t>(std::countr_zero(bits));
    const auto points = look.points(position);
    if (points < least) continue;
    const int score = look.score_of(points);
    const auto mentor = crowd.mentor_at(position);
    if (score < best.score || (score == best.score && mentor > best.mentor)) continue;
    best = {score, mentor};
    least = look.points_for(score);
  }
}

}  // namespace

Best best_of(const Crowd& crowd, const Look& look, std::span<const std::pair<std::size_t, Bits>> among) {
  Best best;
  std::size_t first = 0;
  std::int64_t most = -1;
  for (std::size_t i = 0; i < among.size(); ++i)
    if (const auto here = look.most_points(among[i].first); here > most) {
      most = here;
      first = i;
    }
  if (!among.empty()) look_at_block(crowd, look, among[first].first, among[first].second, best);
  for (std::size_t i = 0; i < among.size(); ++i) {
    if (i == first) continue;
    const auto [block, bits] = among[i];
    const int here = look.score_of(look.most_points(block));
    if (here < best.score || (here == best.score && crowd.first_mentor(block) > best.mentor)) continue;
    look_at_block(crowd, look, block, bits, best);
  }
  return best;
}

}  // namespace parvis::suitability
