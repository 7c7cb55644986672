#pragma once
// A number with a name that settings and options may use in place of a number of their own.

#include "engine/model/value.h"

#include <string>

namespace topomq::model {

/// Written `#name` where it is used. Thread: a plain value.
struct Parameter
{
    /// `[A-Za-z_][A-Za-z0-9_]{0,63}`
    std::string name;
    /// A number, or a text that is reckoned from other parameters: "#rate / 2".
    Value value = 0;
    /// For people only: "messages/s".
    std::string unit;
    std::string description;
    /// Keys that this version does not know; kept and written back.
    Object extras;

    friend bool operator==(const Parameter&, const Parameter&) = default;
};

} // namespace topomq::model
