#pragma once
// Draws one of the program's SVG icons in one colour, sharp at every scale.

#include <QByteArray>
#include <QColor>
#include <QIconEngine>
#include <QString>

namespace topomq::ui {

/// Reads the file only to draw it: most icons stand in menus that are not open. Thread: the
/// window's. Pixmaps are kept in QPixmapCache.
class IconEngine : public QIconEngine
{
public:
    IconEngine(QString name, const QColor& color);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap
    scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;

    bool isNull() override;

    QString key() const override { return QStringLiteral("TopoMQIconEngine"); }

    QIconEngine* clone() const override { return new IconEngine(*this); }

private:
    [[nodiscard]] QString path() const;
    /// In its colour; empty when there is no such icon.
    [[nodiscard]] QByteArray drawing() const;

    QString m_name;
    QColor m_color;
};

} // namespace topomq::ui
