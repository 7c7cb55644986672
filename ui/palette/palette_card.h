#pragma once
// One thing of the palette: an icon in its family's colour, a name and a few words.

#include "engine/model/topology.h"
#include "engine/rules/rules.h"
#include "ui/widgets/card_button.h"

#include <QPixmap>
#include <QString>

namespace topomq::ui {

class Theme;

/// What a card shows and what it stands for.
struct PaletteEntry
{
    enum class Kind { Role, Pattern, Snippet, Definition };

    Kind kind = Kind::Role;
    /// The role's or the pattern's own word, the file of a snippet, or the id of a definition, as a
    /// drag carries it.
    QString name;
    QString title;
    QString summary;
    rules::Family family = rules::Family::Other;
    /// More words that find it: socket types.
    QString keywords;
    /// Of a role: the type that one of its sockets shall have.
    model::SocketType type = model::SocketType::Unknown;

    /// Every word of `text` is somewhere in it.
    [[nodiscard]] bool matches(const QString& text) const;
};

/// Thread: the window's. `theme` outlives this.
class PaletteCard : public CardButton
{
    Q_OBJECT

public:
    PaletteCard(const Theme& theme, PaletteEntry entry, QWidget* parent = nullptr);

    [[nodiscard]] const PaletteEntry& entry() const { return m_entry; }

    void showEntry(PaletteEntry entry);
    /// Of a role: the type that its node will have, which stands beside its name then.
    void setSocketType(model::SocketType type);
    /// "Source · PUB"
    [[nodiscard]] QString shownTitle() const;

    /// How wide it is without a type.
    [[nodiscard]] int plainWidth() const { return widthWith(m_entry.title); }

    /// What hangs at the pointer while it is dragged.
    [[nodiscard]] QPixmap dragPixmap() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void dragRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

    /// How wide the picture before the words is.
    [[nodiscard]] virtual int pictureWidth() const;
    virtual void drawPicture(QPainter& painter, const QRect& room) const;

    [[nodiscard]] const Theme& theme() const { return m_theme; }

    /// Where the words stand.
    [[nodiscard]] QRect wordRoom() const;

private:
    void drawInside(QPainter& painter, const QRect& room) const;
    [[nodiscard]] QColor color() const;
    [[nodiscard]] QFont titleFont() const;
    [[nodiscard]] int widthWith(const QString& title) const;

    const Theme& m_theme;
    PaletteEntry m_entry;
    QPoint m_pressedAt;
    bool m_pressed = false;
};

} // namespace topomq::ui
