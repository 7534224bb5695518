using System.Collections.Frozen;
using Microsoft.SemanticKernel;
using RawInference.Media;

namespace RawInference.Core.Chat;

/// <summary>Media as Semantic Kernel's contents and back.</summary>
public static class ChatHistoryMappingMedia
{
    /// <summary>Where Semantic Kernel's own chat service looks for an image's detail.</summary>
    private const string DetailKey = "ChatImageDetailLevel";

    private static readonly FrozenDictionary<MediaKind, string> AnyTypes = new Dictionary<MediaKind, string>
    {
        [MediaKind.Image] = "image/*",
        [MediaKind.Audio] = "audio/*",
        [MediaKind.Video] = "video/*",
        [MediaKind.File] = "application/octet-stream",
    }.ToFrozenDictionary();

    /// <summary>A content with the medium itself on its <c>InnerContent</c>.</summary>
    public static BinaryContent ToContent(MediaContent media)
    {
        ArgumentNullException.ThrowIfNull(media);
        var content = media switch
        {
            { Bytes: { } bytes } => OfBytes(media.Kind, bytes, media.MediaType ?? AnyTypes[media.Kind]),
            { Url: { } url } when url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) => OfDataUri(media.Kind, url),
            { Url: { } url } => OfUrl(media.Kind, url, media.Path),
            _ => OfDataUri(media.Kind, $"data:{media.MediaType ?? AnyTypes[media.Kind]};base64,{media.Base64}"),
        };

        content.InnerContent = media;
        content.MimeType ??= media.MediaType;
        if (media.Detail is { } detail)
        {
            content.Metadata = new Dictionary<string, object?> { [DetailKey] = detail };
        }

        return content;
    }

    /// <summary>The medium that hangs on a content, or one made from it.</summary>
    public static MediaContent ToMedia(BinaryContent content, string path)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.InnerContent as MediaContent ?? new MediaContent
        {
            Kind = content switch
            {
                ImageContent => MediaKind.Image,
                AudioContent => MediaKind.Audio,
                _ when content.MimeType?.StartsWith("video/", StringComparison.Ordinal) == true => MediaKind.Video,
                _ => MediaKind.File,
            },
            Path = path,
            Url = content.Data is null ? content.Uri?.OriginalString : null,
            Bytes = content.Data,
            MediaType = content.MimeType,
            Detail = content.Metadata?.GetValueOrDefault(DetailKey) as string,
        };
    }

    private static BinaryContent OfBytes(MediaKind kind, ReadOnlyMemory<byte> bytes, string mediaType) => kind switch
    {
        MediaKind.Image => new ImageContent(bytes, mediaType),
        MediaKind.Audio => new AudioContent(bytes, mediaType),
        _ => new BinaryContent(bytes, mediaType),
    };

    private static BinaryContent OfDataUri(MediaKind kind, string uri) => kind switch
    {
        MediaKind.Image => new ImageContent(uri),
        MediaKind.Audio => new AudioContent(uri),
        _ => new BinaryContent(uri),
    };

    private static BinaryContent OfUrl(MediaKind kind, string url, string path)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            throw InferenceException.Invalid(path, "is not an absolute URL.");
        }

        return kind switch
        {
            MediaKind.Image => new ImageContent(uri),
            MediaKind.Audio => new AudioContent(uri),
            _ => new BinaryContent(uri),
        };
    }
}
