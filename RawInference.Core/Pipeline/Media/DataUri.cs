namespace RawInference.Core.Pipeline.Media;

/// <summary>A <c>data:</c> URI (RFC 2397), taken apart but not decoded.</summary>
internal readonly ref struct DataUri
{
    private const string Scheme = "data:";
    private const string Base64Marker = ";base64";
    private const int MaxHeader = 256;

    /// <summary>Lower case, without its parameters; null where none is declared.</summary>
    public string? MediaType { get; private init; }

    public bool IsBase64 { get; private init; }

    public ReadOnlySpan<char> Payload { get; private init; }

    public static bool IsOne(string url) => url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>False where the comma is missing that ends the header.</summary>
    public static bool TryParse(string url, out DataUri uri)
    {
        var rest = url.AsSpan(Scheme.Length);
        var comma = rest[..Math.Min(rest.Length, MaxHeader)].IndexOf(',');
        if (comma < 0)
        {
            uri = default;
            return false;
        }

        var header = rest[..comma];
        var isBase64 = header.EndsWith(Base64Marker, StringComparison.OrdinalIgnoreCase);
        uri = new DataUri
        {
            MediaType = MediaTypes.Normalize(header),
            IsBase64 = isBase64,
            Payload = rest[(comma + 1)..],
        };
        return true;
    }
}
