#include "tests/ui/canvas/golden_picture.h"

#include <QDir>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace topomq::ui::test {

namespace {

/// Of 255, by channel: edges may be smoothed a little differently elsewhere.
constexpr int kSameColor = 6;
/// Of 1.1 million: less than the smallest mark of the canvas has.
constexpr int kFewPixels = 24;

bool isSame(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) <= kSameColor
        && std::abs(qGreen(a) - qGreen(b)) <= kSameColor
        && std::abs(qBlue(a) - qBlue(b)) <= kSameColor;
}

std::string save(const QString& folder, const QString& name, const QImage& picture)
{
    const QString path = QDir(folder).filePath(name);
    return picture.save(path) ? path.toStdString() : "(cannot be written) " + path.toStdString();
}

} // namespace

PictureDifference compare(const QImage& golden, const QImage& actual)
{
    PictureDifference found{0, actual.convertToFormat(QImage::Format_RGB32)};
    const QRgb loud = qRgb(255, 0, 0);
    for (int y = 0; y < actual.height(); ++y) {
        for (int x = 0; x < actual.width(); ++x) {
            const QRgb now = actual.pixel(x, y);
            const bool same = isSame(golden.pixel(x, y), now);
            found.pixels += same ? 0 : 1;
            const int grey = 192 + qGray(now) / 4;
            found.shown.setPixel(x, y, same ? qRgb(grey, grey, grey) : loud);
        }
    }
    return found;
}

testing::AssertionResult isGolden(const QString& name, const QImage& actual)
{
    const QString goldens = QStringLiteral(TOPOMQ_GOLDENS);
    const QString path = QDir(goldens).filePath(name + QStringLiteral(".png"));
    if (qEnvironmentVariableIsSet("TOPOMQ_WRITE_GOLDENS"))
        return actual.save(path, "PNG", 0)
            ? testing::AssertionSuccess()
            : testing::AssertionFailure() << "cannot write " << path.toStdString();
    const QString folder = QStringLiteral(TOPOMQ_GOLDEN_RESULTS);
    QDir().mkpath(folder);
    const QImage golden(path);
    if (golden.size() != actual.size())
        return testing::AssertionFailure()
            << "no golden picture of this size at " << path.toStdString() << "; the actual one is "
            << save(folder, name + QStringLiteral("-actual.png"), actual);
    const PictureDifference found = compare(golden, actual);
    if (found.pixels <= kFewPixels)
        return testing::AssertionSuccess();
    return testing::AssertionFailure()
        << found.pixels << " pixels differ from " << path.toStdString() << "; see "
        << save(folder, name + QStringLiteral("-actual.png"), actual) << " and "
        << save(folder, name + QStringLiteral("-difference.png"), found.shown)
        << "; TOPOMQ_WRITE_GOLDENS=1 makes the actual pictures golden";
}

} // namespace topomq::ui::test
