#include "app/cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace parvis::cli {

ProgressBar::ProgressBar(const Texts& t) : t_(t), terminal_(::isatty(2) == 1) {}

ProgressBar::~ProgressBar() {
  if (drawn_ >= 0) std::fputs("\r\033[K", stderr);
}

void ProgressBar::show(std::string_view sentence, int share) {
  if (!terminal_) return;
  const int percent = share / 100;
  if (percent == drawn_ && sentence == sentence_) return;
  drawn_ = percent;
  sentence_ = std::string(sentence);
  constexpr int cells = 24;
  std::string bar;
  for (int i = 0; i < cells; ++i) bar += i * 100 < percent * cells ? "█" : "░";
  fmt::print(stderr, "\r\033[K{} {} {}", bar, t_.percent(share, 10'000), t_(sentence));
  std::fflush(stderr);
}

}  // namespace parvis::cli
