// Read by nearly every test. Built once; `./dev soak` builds without it, so that each file still includes what it uses.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
