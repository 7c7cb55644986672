#pragma once
// One example in the gallery: its picture, its title, and what it shows.

#include "ui/widgets/card_button.h"

#include <QFont>
#include <QPixmap>
#include <QString>

namespace topomq::ui {

class Theme;

/// A button that paints itself. Thread: the window's.
class GalleryCard : public CardButton
{
    Q_OBJECT

public:
    GalleryCard(Theme& theme,
                const QString& name,
                const QString& title,
                const QString& description,
                QWidget* parent);

    /// Of the picture, in device-independent pixels; follows the card's width.
    [[nodiscard]] QSize pictureSize() const;

    [[nodiscard]] const QString& name() const { return m_name; }

    [[nodiscard]] bool matches(const QString& text) const;

    /// What has room of the description; the tooltip has all of it.
    [[nodiscard]] const QString& shownDescription() const;

    /// One that fits; an older one is shown until a new one comes.
    [[nodiscard]] bool hasPicture() const { return m_pictureSize == pictureSize(); }

    /// For the present size; a null one means that there is none to be had.
    void setPicture(const QPixmap& picture);
    void forgetPicture();
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void pictureWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    Theme& m_theme;
    QString m_name;
    QString m_title;
    QString m_description;
    /// As it was found for a width and a font: to lay it out takes long.
    mutable QString m_shown;
    mutable int m_shownFor = -1;
    mutable QFont m_shownIn;
    QPixmap m_picture;
    /// What the picture was made for; empty: nothing yet.
    QSize m_pictureSize;
};

} // namespace topomq::ui
