#include "ui/theme/icon_engine.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <utility>

namespace topomq::ui {

namespace {

constexpr qreal kDisabledOpacity = 0.4;

} // namespace

IconEngine::IconEngine(QString name, const QColor& color)
    : m_name(std::move(name))
    , m_color(color)
{ }

QString IconEngine::path() const
{
    return QStringLiteral(":/icons/%1.svg").arg(m_name);
}

bool IconEngine::isNull()
{
    return !QFile::exists(path());
}

QByteArray IconEngine::drawing() const
{
    QFile file(path());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", m_color.name().toLatin1());
}

void IconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal scale = painter->device() == nullptr ? 1 : painter->device()->devicePixelRatioF();
    QPixmap drawn = pixmap((QSizeF(rect.size()) * scale).toSize(), mode, state);
    painter->drawPixmap(rect, drawn);
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/)
{
    if (size.isEmpty())
        return {};
    const bool disabled = mode == QIcon::Disabled;
    const QString cacheKey = QStringLiteral("topomq-icon/%1/%2/%3x%4/%5")
                                 .arg(m_name, m_color.name(QColor::HexArgb))
                                 .arg(size.width())
                                 .arg(size.height())
                                 .arg(disabled ? 1 : 0);
    QPixmap result;
    if (QPixmapCache::find(cacheKey, &result))
        return result;
    const QByteArray svg = drawing();
    if (svg.isEmpty())
        return {};
    result = QPixmap(size);
    result.fill(Qt::transparent);
    QPainter painter(&result);
    painter.setOpacity(m_color.alphaF() * (disabled ? kDisabledOpacity : 1));
    QSvgRenderer renderer(svg);
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(cacheKey, result);
    return result;
}

QPixmap
IconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal /*scale*/)
{
    // `size` is in device pixels already.
    return pixmap(size, mode, state);
}

} // namespace topomq::ui
