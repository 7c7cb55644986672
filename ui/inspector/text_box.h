#pragma once
// Boxes for texts of several lines, which come out of them exactly as they went in.

#include <QPlainTextEdit>
#include <QString>
#include <QStringList>

#include <array>
#include <string_view>

namespace topomq::ui {

[[nodiscard]] bool isLineEnd(QChar character);
/// All of it: a mark of byte order at the beginning is a character like others.
[[nodiscard]] QString exactText(std::string_view text);

/// Thread: the window's.
class TextBox : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit TextBox(QWidget* parent);

    /// With every character as it was typed; `toPlainText` makes spaces of those that do not break.
    [[nodiscard]] QStringList lines() const;

    /// Up to a few; what is longer is scrolled.
    void setHeightInLines(int lines);
};

/// Keeps every character of its text. What the box would take for the end of a line, as the CR
/// before a line feed, stands there as a visible mark ("␍"), which is typed past, removed and
/// copied like a letter.
class ExactTextBox : public TextBox
{
    Q_OBJECT

public:
    using TextBox::TextBox;

    void setText(const QString& text);
    [[nodiscard]] QString text() const;

protected:
    /// A new line ends as those around it do.
    void keyPressEvent(QKeyEvent* event) override;
    [[nodiscard]] QMimeData* createMimeDataFromSelection() const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void chooseMarks(const QString& text);
    void makeRoomFor(const QString& coming);
    void breakLine();
    [[nodiscard]] QString marked(QString text) const;
    [[nodiscard]] QString unmarked(QString text) const;

    /// For CR first; `null`: the text has no such character.
    std::array<QChar, 4> m_marks = {};
};

} // namespace topomq::ui
