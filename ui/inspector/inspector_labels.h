#pragma once
// The few kinds of text and furniture of which the inspector is made.

#include <QColor>
#include <QFrame>
#include <QLabel>
#include <QString>

class QToolButton;
class QVBoxLayout;

namespace topomq::ui {

class Theme;

inline constexpr int kSignButtonSize = 20;

/// A label whose colour holds whatever the style sheet of the application says.
void setLabelColor(QLabel* label, const QColor& color);

/// The red border of an input that was not taken. Null: nothing.
void markProblem(QWidget* input, bool problem);

[[nodiscard]] QLabel* makeDimLabel(const Theme& theme, QWidget* parent, const QString& text = {});
/// Small, dim and wrapped: explanations.
[[nodiscard]] QLabel* makeNote(const Theme& theme, QWidget* parent, const QString& text = {});
/// "WHERE THE MESSAGES ARE"
[[nodiscard]] QLabel* makeHeading(const Theme& theme, QWidget* parent, const QString& text);
/// Wrapped, in the title font.
[[nodiscard]] QLabel* makeTitle(const Theme& theme, QWidget* parent, const QString& text = {});
/// A flat button of a few pixels with a sign such as "↺" or "×"; named for people who hear it.
[[nodiscard]] QToolButton*
makeSignButton(const Theme& theme, QWidget* parent, const QString& sign, const QString& name);
/// A button that looks like a link: accent text without a frame.
[[nodiscard]] QToolButton* makeTextButton(const Theme& theme, QWidget* parent, const QString& text);
/// A column without margins.
[[nodiscard]] QVBoxLayout* makeColumnLayout(QWidget* owner, int spacing);

/// A soft rounded box.
class CardFrame : public QFrame
{
    Q_OBJECT

public:
    CardFrame(const QColor& fill, const QColor& border, QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QColor m_fill;
    QColor m_border;
};

} // namespace topomq::ui
