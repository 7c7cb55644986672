#pragma once
// A combo box that the wheel turns only while it has the focus and that can become narrow.

#include <QComboBox>
#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <QWheelEvent>

namespace topomq::ui {

/// Thread: the window's.
class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent = nullptr)
        : QComboBox(parent)
    {
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        setMinimumContentsLength(5);
        // The style takes the arrow's width off once more by itself.
        setStyleSheet(QStringLiteral("QComboBox { padding-right: 2px; }"));
    }

protected:
    /// Ends in "…" where the style would cut a letter in two. Without a choice: the placeholder.
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        const QRect field = style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                    QStyle::SC_ComboBoxEditField, this);
        if (currentIndex() < 0) {
            option.currentText = placeholderText();
            option.palette.setBrush(QPalette::ButtonText, option.palette.placeholderText());
            option.palette.setBrush(QPalette::Text, option.palette.placeholderText());
        }
        option.currentText =
            fontMetrics().elidedText(option.currentText, Qt::ElideRight, field.width() - 2);
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }

    void wheelEvent(QWheelEvent* event) override
    {
        if (hasFocus())
            QComboBox::wheelEvent(event);
        else
            event->ignore();
    }
};

} // namespace topomq::ui
