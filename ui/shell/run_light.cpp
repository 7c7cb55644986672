#include "ui/shell/run_light.h"

#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <cmath>

namespace topomq::ui {

int failedNodes(const RunSession& session)
{
    const metrics::SnapshotPtr latest = session.latest();
    if (!latest || !session.isActive())
        return 0;
    int failed = 0;
    for (std::size_t i = 0; i < latest->nodes.size(); ++i) {
        if (latest->nodes[i].state == metrics::NodeState::Failed
            && session.isNodeDrawn(static_cast<plan::NodeIndex>(i)))
            ++failed;
    }
    return failed;
}

QColor runColor(const Colors& colors, const RunSession& session)
{
    switch (session.state()) {
    case RunSession::State::Designing:
        return colors.calm;
    case RunSession::State::Running:
        return failedNodes(session) > 0 ? colors.bad : colors.green;
    case RunSession::State::Starting:
    case RunSession::State::Paused:
    case RunSession::State::Stopping:
        return colors.warn;
    }
    return colors.calm;
}

QPixmap dot(const QColor& color, double ratio)
{
    constexpr int kSize = 10;
    const int pixels = static_cast<int>(std::ceil(kSize * ratio));
    QPixmap pixmap(pixels, pixels);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(0.5, 0.5, kSize - 1, kSize - 1));
    return pixmap;
}

} // namespace topomq::ui
