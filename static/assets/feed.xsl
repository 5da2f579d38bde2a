<?xml version="1.0" encoding="utf-8"?>
<!-- How a browser shows the Atom feed (XSLT 1.0). Without scripts; the look is in feed.css at the root of the site. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:atom="http://www.w3.org/2005/Atom" exclude-result-prefixes="atom">
  <xsl:output method="html" version="5.0" encoding="utf-8" indent="no" doctype-system="about:legacy-compat"/>

  <!-- This file's address is in the feed's first line; the style sheet stands beside the folder that holds it. -->
  <xsl:variable name="call" select="string(/processing-instruction('xml-stylesheet')[contains(., 'assets/feed.xsl')])"/>
  <xsl:variable name="root" select="substring-before(substring-after($call, 'href=&quot;'), 'assets/feed.xsl')"/>
  <xsl:variable name="german" select="starts-with(/atom:feed/@xml:lang, 'de')"/>

  <xsl:template match="/atom:feed">
    <html lang="{@xml:lang}">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="atom:title"/></title>
        <link rel="stylesheet" href="{$root}feed.css"/>
      </head>
      <body>
        <header>
          <h1><a href="{atom:link[@rel='alternate']/@href}"><xsl:value-of select="atom:title"/></a></h1>
          <xsl:if test="atom:subtitle">
            <p><xsl:value-of select="atom:subtitle"/></p>
          </xsl:if>
          <p class="what">
            <xsl:choose>
              <xsl:when test="$german">Dies ist ein Feed: Wer seine Adresse in ein Leseprogramm einträgt, erfährt von Neuem.</xsl:when>
              <xsl:otherwise>This is a feed: put its address into a feed reader to hear of what is new.</xsl:otherwise>
            </xsl:choose>
            <br/>
            <code><xsl:value-of select="atom:link[@rel='self']/@href"/></code>
          </p>
        </header>
        <main>
          <ol>
            <xsl:apply-templates select="atom:entry"/>
          </ol>
        </main>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="atom:entry">
    <li>
      <time datetime="{substring(atom:updated, 1, 10)}"><xsl:value-of select="substring(atom:updated, 1, 10)"/></time>
      <h2><a href="{atom:link[@rel='alternate' or not(@rel)]/@href}"><xsl:value-of select="atom:title"/></a></h2>
      <xsl:if test="atom:summary">
        <p><xsl:value-of select="atom:summary"/></p>
      </xsl:if>
    </li>
  </xsl:template>
</xsl:stylesheet>
