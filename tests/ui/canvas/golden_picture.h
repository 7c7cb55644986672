#pragma once
// Pictures that are held against ones which people have looked at.

#include <QImage>
#include <QString>

#include <gtest/gtest.h>

namespace topomq::ui::test {

/// What two pictures of one size have in common and what not.
struct PictureDifference
{
    int pixels = 0;
    /// The second picture, faint, with what differs in red.
    QImage shown;
};

[[nodiscard]] PictureDifference compare(const QImage& golden, const QImage& actual);

/// Succeeds if the picture is that of tests/ui/canvas/golden/NAME.png but for a few pixels. Else
/// both pictures and what differs are written into the build folder, and the failure says where.
/// With TOPOMQ_WRITE_GOLDENS in the environment it becomes the new golden picture instead.
[[nodiscard]] testing::AssertionResult isGolden(const QString& name, const QImage& actual);

} // namespace topomq::ui::test
