#include "ui/wire/exchange.h"

#include <algorithm>
#include <array>

namespace topomq::ui {

namespace {

constexpr std::size_t kMostParts = 20'000;

/// Appends the parts of one direction; returns its outermost ones.
std::vector<int> addParts(Exchange& exchange, wire::Direction direction, wire::Protocol protocol)
{
    const auto decoder = wire::makeDecoder(protocol, kMostParts);
    const std::vector<std::uint8_t>& bytes = exchange.connection.bytes[wire::at(direction)];
    decoder->feed(bytes);
    std::vector<int> roots;
    std::vector<int> open;
    for (const wire::WireSpan& span : decoder->spans()) {
        open.resize(std::min<std::size_t>(open.size(), span.depth));
        const int index = static_cast<int>(exchange.parts.size());
        const int parent = open.empty() ? Exchange::kNone : open.back();
        std::vector<int>& siblings =
            open.empty() ? roots : exchange.parts[static_cast<std::size_t>(parent)].children;
        siblings.push_back(index);
        const int row = static_cast<int>(siblings.size()) - 1;
        exchange.parts.push_back({direction, span, parent, row, {}, false});
        open.push_back(index);
    }
    exchange.isCut = exchange.isCut || decoder->isCut();
    if (const auto& trouble = decoder->trouble()) {
        wire::WireSpan span{trouble->offset, bytes.size() - trouble->offset, wire::SpanKind::Opaque,
                            0, trouble->text};
        roots.push_back(static_cast<int>(exchange.parts.size()));
        exchange.parts.push_back({direction, span, Exchange::kNone, 0, {}, true});
    }
    return roots;
}

} // namespace

Exchange Exchange::of(const wire::WireConnection& connection, wire::Protocol protocol)
{
    Exchange exchange;
    exchange.connection = connection;
    std::array<std::vector<int>, wire::kDirections> waiting;
    std::array<std::size_t, wire::kDirections> next{};
    for (const wire::Direction direction :
         {wire::Direction::ToBinder, wire::Direction::ToConnecter})
        waiting[wire::at(direction)] = addParts(exchange, direction, protocol);
    for (const wire::WireChunk& chunk : connection.chunks) {
        const std::vector<int>& roots = waiting[wire::at(chunk.direction)];
        std::size_t& at = next[wire::at(chunk.direction)];
        while (at < roots.size()
               && exchange.parts[static_cast<std::size_t>(roots[at])].span.offset
                   < chunk.offset + chunk.length)
        {
            Part& root = exchange.parts[static_cast<std::size_t>(roots[at++])];
            root.row = static_cast<int>(exchange.roots.size());
            exchange.roots.push_back(roots[at - 1]);
        }
    }
    return exchange;
}

int Exchange::partAt(wire::Direction direction, std::size_t offset) const
{
    int found = kNone;
    const std::vector<int>* level = &roots;
    while (true) {
        const auto inner = std::find_if(level->begin(), level->end(), [&](int index) {
            const Part& part = parts[static_cast<std::size_t>(index)];
            return part.direction == direction && offset >= part.span.offset
                && offset - part.span.offset < part.span.length;
        });
        if (inner == level->end())
            return found;
        found = *inner;
        level = &parts[static_cast<std::size_t>(found)].children;
    }
}

} // namespace topomq::ui
