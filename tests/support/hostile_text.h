#pragma once
// A text that no file may hold as it is, and whether all that is in a document can be opened again.

#include "engine/io/topology_file.h"

#include <QString>

#include <gtest/gtest.h>

namespace topomq::tests {

/// As it comes from a terminal or a text of pages: control characters, several lines, and longer
/// than any text of a file may be. Begins with "a".
inline QString hostileText()
{
    constexpr qsizetype kTooLong = 21'000;
    return QStringLiteral("a\x1B[1m\f\r\n\tb\x07") + QChar(u'\0') + QChar(0x85) + QChar(0x7F)
        + QStringLiteral("é𝄞") + QString(kTooLong, QLatin1Char('x'));
}

/// What is written of the topology has no faults and is read as it was.
inline void expectReadable(const model::Topology& topology, const char* after)
{
    const io::ReadResult read = io::readTopology(io::writeTopology(topology));
    EXPECT_EQ(read.unreadable, "") << after;
    for (const model::Finding& finding : read.findings)
        ADD_FAILURE() << after << ": " << finding.where << " " << finding.message;
    EXPECT_TRUE(read.topology == topology) << after;
}

} // namespace topomq::tests
