namespace RawInference.Emulator.Answers;

/// <summary>FNV-1a over UTF-16: the same in every process, as .NET's own string hash is not.</summary>
internal static class StableHash
{
    public static ulong Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        return hash;
    }
}
