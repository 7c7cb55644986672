#pragma once
// The kept bytes of one connection, in the order of time, with what they mean.

#include "engine/wire/wire_record.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace topomq::ui {

/// Thread: a plain value.
struct Exchange
{
    static constexpr int kNone = -1;

    struct Part
    {
        wire::Direction direction = wire::Direction::ToBinder;
        wire::WireSpan span;
        int parent = kNone;
        /// Among its siblings.
        int row = 0;
        std::vector<int> children;
        /// Not a part, but where the bytes are not understood any more.
        bool isTrouble = false;
    };

    wire::WireConnection connection;
    std::vector<Part> parts;
    /// The outermost parts as they came, whichever direction.
    std::vector<int> roots;
    /// There were more parts than are told.
    bool isCut = false;

    /// Decodes what is kept of it.
    [[nodiscard]] static Exchange of(const wire::WireConnection& connection,
                                     wire::Protocol protocol);
    /// The innermost part with this byte; kNone: it belongs to none.
    [[nodiscard]] int partAt(wire::Direction direction, std::size_t offset) const;
};

} // namespace topomq::ui
