# Colours live in ui/theme alone: a raw one elsewhere would not follow the theme.
# Run by CTest: cmake -DROOT=<source folder> -P colors.cmake
cmake_minimum_required(VERSION 3.25)

set(failed FALSE)
file(GLOB_RECURSE sources RELATIVE ${ROOT} ${ROOT}/ui/*.h ${ROOT}/ui/*.cpp)
foreach(source IN LISTS sources)
    if(source MATCHES "^ui/theme/")
        continue()
    endif()
    file(STRINGS ${ROOT}/${source} lines
        REGEX "QColor\\([0-9]|QColor\\(\"|qRgba?\\(|\"#[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]|Qt::(white|red|green|blue|cyan|magenta|yellow|gray|lightGray|darkGray)[^A-Za-z]")
    foreach(line IN LISTS lines)
        message("${source}: take the colour from the theme: ${line}")
        set(failed TRUE)
    endforeach()
endforeach()
if(failed)
    message(FATAL_ERROR "Raw colours outside of ui/theme")
endif()
