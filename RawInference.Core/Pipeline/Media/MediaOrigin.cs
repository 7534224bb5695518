namespace RawInference.Core.Pipeline.Media;

/// <summary>Scheme, host and port of a URL.</summary>
internal sealed record MediaOrigin(string Scheme, string Host, int Port)
{
    public static MediaOrigin Of(Uri url) => new(url.Scheme, url.IdnHost, url.Port);

    /// <summary>Null for what is not exactly an http or https origin.</summary>
    public static MediaOrigin? Parse(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.UserInfo.Length == 0
        && url.PathAndQuery == "/"
        && url.Fragment.Length == 0
            ? Of(url)
            : null;
}
