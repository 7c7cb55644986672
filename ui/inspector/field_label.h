#pragma once
// A label of one line that ends in "…" where it does not fit; its tool tip has the whole text.

#include <QLabel>
#include <QPainter>

namespace topomq::ui {

/// Thread: the window's.
class FieldLabel : public QLabel
{
    Q_OBJECT

public:
    explicit FieldLabel(const QString& text, QWidget* parent)
        : QLabel(text, parent)
    {
        setTextFormat(Qt::PlainText);
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        setMinimumWidth(24);
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
        painter.drawText(rect(), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), shown);
    }
};

} // namespace topomq::ui
