#pragma once
// A field over the canvas in which a title or a note is written where it stands.

#include <QPlainTextEdit>

#include <functional>

namespace topomq::ui {

class Theme;

/// Thread: the window's.
class InPlaceText : public QPlainTextEdit
{
    Q_OBJECT

public:
    enum class Kind { Line, Text };

    InPlaceText(Theme& theme, QWidget* parent);

    /// Shows `text` in `place`, which becomes as high as a line needs; `done` gets what was
    /// written. Enter ends a line, Escape gives it up; Ctrl+Enter and Escape end a text, which may
    /// be long, and undo brings the old one back. Going elsewhere ends both.
    void begin(const QString& text,
               const QRect& place,
               Kind kind,
               std::function<void(const QString&)> done);
    /// Takes what is written.
    void finish();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void leave();

    Theme& m_theme;
    Kind m_kind = Kind::Line;
    std::function<void(const QString&)> m_done;
};

} // namespace topomq::ui
