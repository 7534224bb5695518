namespace RawInference.Connectors.Wire;

/// <summary>One model of one account: where and as whom it is asked.</summary>
internal interface IDialectServer
{
    /// <summary>The model's name on the wire.</summary>
    string WireModel { get; }

    UpstreamAccount Account { get; }

    /// <param name="path">The dialect's own, without what comes before it: <c>chat/completions</c>.</param>
    /// <param name="content">The body.</param>
    HttpRequestMessage CreateRequest(string path, HttpContent content);
}
