import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { SwitchboardForm } from 'switchboard-forms/react';

const Contact = ({ form, server }) => {
  const [place, setPlace] = useState('');
  const [receipt, setReceipt] = useState(null);
  return (
    <>
      <SwitchboardForm
        form={form}
        server={server}
        keepsDraft
        onPage={({ number, count }) => setPlace(`${number}/${count}`)}
        onSubmitted={({ receipt }) => setReceipt(receipt)}
      />
      <p data-testid="place">{place}</p>
      {receipt && <p data-testid="receipt">{receipt.id}</p>}
    </>
  );
};

const root = document.getElementById('root');
createRoot(root).render(<Contact form={root.dataset.form} server={root.dataset.server} />);
